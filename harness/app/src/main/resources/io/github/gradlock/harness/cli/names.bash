
# Names of environments, for commands that take them: what picocli completed is added to.
_gradlock_names() {
  _complete_gradlock "$@"
  local word=${COMP_WORDS[COMP_CWORD]} folder=environments file name i
  if [ ${#COMPREPLY[@]} != 0 ]; then return; fi
  case "${COMP_WORDS[1]}" in run | lock | env | bisect | explain | baseline) ;; *) return ;; esac
  case "$word" in -*) return ;; esac
  # Values of options are no names.
  case "${COMP_WORDS[COMP_CWORD - 1]}" in
    = | --format | --suite | --select | --tag | --out | --output | --environments | --from | --with | --require | --platform | --iterations | --restarts) return ;;
  esac
  for ((i = 2; i < COMP_CWORD; i++)); do
    if [ "${COMP_WORDS[i]}" = --environments ]; then
      folder=${COMP_WORDS[i + 1]}
      # bash takes --environments=DIR for three words.
      if [ "$folder" = = ]; then folder=${COMP_WORDS[i + 2]}; fi
    fi
  done
  for file in "$folder"/*/environment.yml; do
    name=${file%/environment.yml}
    name=${name##*/}
    if [ -f "$file" ] && [[ $name == "$word"* ]]; then COMPREPLY+=("$name"); fi
  done
}
complete -F _gradlock_names -o default gradlock gradlock.sh gradlock.bash
