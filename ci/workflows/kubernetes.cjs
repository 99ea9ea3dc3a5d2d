// Holds files of Kubernetes against the schemas of its API, and what gradlock promises of them; ends with 1 if something is wrong.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const yaml = require("js-yaml");

const problems = [];

async function valid(document) {
  const file = join(process.env.NODE_PATH, "kubernetes-models", document.apiVersion, `${document.kind}.js`);
  const kinds = await import(pathToFileURL(file).href);
  new kinds[document.kind](document).validate();
}

function confined(name, pod) {
  for (const container of pod.containers) {
    const context = container.securityContext;
    const holds = {
      "an image by digest": /@sha256:[0-9a-f]{64}$/.test(container.image),
      "limits of memory and CPUs": container.resources.limits.memory && container.resources.limits.cpu,
      "no privileges": context.privileged === false && context.allowPrivilegeEscalation === false,
      "a root that is read-only": context.readOnlyRootFilesystem === true,
      "no capabilities": context.capabilities.drop.includes("ALL"),
      "another user than root": pod.securityContext.runAsNonRoot === true && pod.securityContext.runAsUser > 0,
      "no token": pod.automountServiceAccountToken === false,
    };
    for (const [what, truth] of Object.entries(holds)) {
      if (!truth) problems.push(`${name}: not ${what}`);
    }
  }
}

async function check(files) {
  let documents = 0;
  for (const file of files) {
    for (const document of yaml.loadAll(readFileSync(file, "utf8"))) {
      documents++;
      const name = `${file}: ${document.kind}`;
      await valid(document).catch((error) => problems.push(`${name}: ${error.message}`));
      const pod = document.kind === "Pod" ? document.spec : document.spec.template?.spec;
      if (pod) confined(name, pod);
    }
  }
  problems.forEach((problem) => console.error(`error: ${problem}`));
  console.log(`Kubernetes: ${documents} documents, ${problems.length} findings`);
  process.exit(problems.length > 0 || documents === 0 ? 1 : 0);
}

check(process.argv.slice(2));
