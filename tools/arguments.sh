# The head of a verb is its help, and says which arguments the verb takes: they are read before anything
# is installed or built. Sourced by tools/dev and by verbs/common.sh, which set $tools.
# shellcheck shell=bash disable=SC2016,SC2154
#
# In a head, the first line "tools/dev VERB ..." names the operands: [A B] is at most two of them,
# [A ...] any number, [FLAG ...] none. Each flag has a line of its own: the flag, one space and the name
# of its value if it takes one, two spaces or more, what it does.

# help_of VERB: prints its help.
help_of() {
  sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$tools/verbs/$1.sh"
  # The flags of these stand in one place already.
  case $1 in
    inspect)
      echo
      sed -n '/kHelp\[\] = R"(/,/^)";/{s/.*R"(//;/^)";/d;p}' "$tools/../examples/inspect/main.cc"
      # Each message's name, and the kinds that are none.
      cat "$tools"/../codec/hardwire/*/*.h "$tools/../examples/inspect/kinds.cc" | tr '\n' ' ' |
        grep -oE 'MessageInfo kInfo = \{[0-9]+, *"[a-z0-9_]+"|push_back\(\{"[a-z0-9_]+"' | cut -d '"' -f 2 |
        LC_ALL=C sort | paste -sd ' ' | sed 's/^/Kinds: /'
      ;;
    proxy | router)
      sed -nE 's/^\| `(--[^`]+)` \| (.*)\| (.*) \|$/\1\t\3 (default: \2)/p' "$tools/../docs/$1.md" |
        sed 's/ (default: )//; s/ )$/)/; s/`//g' |
        while IFS=$'\t' read -r name text; do printf '%-24s  %s\n' "$name" "$text"; done
      ;;
  esac
}

# flags_in: prints the flags in the help on standard input, each with the name of its value.
flags_in() { sed -nE 's/^ *(--[a-z][a-z-]*)( ([^ ]+))?  .*/\1 \3/p'; }

# wrong SENTENCE: says what is wrong with the arguments.
wrong() {
  echo "tools/dev $verb: $*; see tools/dev $verb --help" >&2
  exit 2
}

declare -A flag=()
operands=()

# arguments ARGUMENT ...: reads them into $flag (name -> value, "yes" where there is none) and $operands.
arguments() {
  local help name value usage most known
  local -A takes=()
  help=$(help_of "$verb")
  while read -r name value; do takes[$name]=$value; done < <(flags_in <<<"$help")
  known=$(flags_in <<<"$help" | sed 's/ .*//' | paste -sd ' ')
  usage=$(sed -nE "s/^ *tools\/dev $verb( |$)//p" <<<"$help" | sed -n '1{s/ *\[FLAG[^]]*\]//;p}')
  while [ $# -gt 0 ]; do
    name=${1%%=*}
    case $1 in
      --)
        shift
        operands+=("$@")
        break
        ;;
      -?*)
        [ -n "${takes[$name]+known}" ] ||
          wrong "there is no flag '$name'; expected ${known:-none}"
        value=${takes[$name]}
        if [ -z "$value" ]; then
          [ "$1" = "$name" ] || wrong "$name takes no value, not '${1#*=}'"
          flag[$name]=yes
        elif [ "$1" != "$name" ]; then
          flag[$name]=${1#*=}
        else
          if [ $# -eq 1 ] || [[ $2 == --* ]]; then wrong "$name needs a value, $value"; fi
          flag[$name]=$2
          shift
        fi
        ;;
      *) operands+=("$1") ;;
    esac
    shift
  done
  most=$({ grep -oE '\b[A-Z]+\b' <<<"$usage" || true; } | wc -l)
  [[ $usage == *...* ]] || [ ${#operands[@]} -le "$most" ] ||
    wrong "'${operands[most]}' is one argument too many; expected ${usage:-none}"
}

# number NAME VALUE ...: each is a number above 0, or missing.
number() {
  while [ $# -gt 0 ]; do
    [ -z "$2" ] || [[ $2 =~ ^0*[1-9][0-9]*$ ]] || wrong "$1 is a number above 0, not '$2'"
    shift 2
  done
}

# at_most_one FLAG ...: these exclude each other.
at_most_one() {
  local name found=()
  for name; do [ -z "${flag[$name]:-}" ] || found+=("$name"); done
  [ ${#found[@]} -le 1 ] || wrong "${found[0]} and ${found[1]} exclude each other"
}
