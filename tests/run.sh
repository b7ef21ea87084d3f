#!/usr/bin/env bash
# The one test command. On a machine with the .NET 10 SDK, Node 20 and Debian's package manager it installs what is
# missing (as root; else it names the packages), builds once and runs every test project, the browser tests last.
# The tests of the centre run twice: on SQLite and on a private PostgreSQL 15 that they start themselves.
# The last line is `N passed, N failed, N skipped`; the exit code is 0 only when something ran and nothing failed.
#   bash tests/run.sh                 everything
#   bash tests/run.sh Scoring Central only the test projects whose names contain one of the words
# CI=true: a missing server or browser is a failure, not a skip.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export LANG=C.UTF-8 LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
# Playwright drives Debian's chromium and must never fetch a browser of its own.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

results="$PWD/tests/TestResults"
rm -rf "$results"
mkdir -p "$results"

say() { printf '%s\n' "$*" >&2; }

# 1. What the tests need beyond the SDK and Node: program → Debian package.
missing=()
command -v git >/dev/null || missing+=(git)
command -v chromium >/dev/null || missing+=(chromium)
# The programs of the developer pages are run as they are printed.
command -v curl >/dev/null || missing+=(curl)
command -v openssl >/dev/null || missing+=(openssl)
command -v python3 >/dev/null || missing+=(python3)
command -v php >/dev/null || missing+=(php-cli)
command -v javac >/dev/null || missing+=(default-jdk-headless)
[ -x /usr/lib/postgresql/15/bin/postgres ] || missing+=(postgresql-15)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing: ${missing[*]}"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$results/packages.log" 2>&1 ||
      say "could not install ${missing[*]} (see tests/TestResults/packages.log)"
  else
    say "missing Debian packages: ${missing[*]} (install them, or run this as root)"
  fi
fi

finish() { # passed failed skipped: the last line and the exit code
  printf '%s passed, %s failed, %s skipped\n' "$1" "$2" "$3"
  [ "$2" = 0 ] && [ "$1" -gt 0 ]
  exit
}

# 2. One build for everything.
say "building"
if ! dotnet build MizKhedmat.Central.sln -nologo -v:q -m:2 -nodeReuse:false -clp:NoSummary >"$results/build.log" 2>&1; then
  grep -E '(error|warning) [A-Z]+[0-9]+|: error' "$results/build.log" | sort -u | head -n 40
  [ -s "$results/build.log" ] && ! grep -qE 'error' "$results/build.log" && tail -n 20 "$results/build.log"
  echo "the build failed (tests/TestResults/build.log)"
  finish 0 1 0
fi

# 3. Every test project, one after the other (two cores); the browser tests come last.
projects=()
for project in $(ls -d tests/*.Tests/ | grep -v EndToEnd) $(ls -d tests/*EndToEnd.Tests/ 2>/dev/null); do
  name=$(basename "$project")
  wanted=$#
  for word in "$@"; do
    case "$name" in *"$word"*) wanted=0 ;; esac
  done
  [ "$wanted" = 0 ] && projects+=("$name")
done

run() { # project, name of this run, further arguments
  say "testing $2"
  timeout --kill-after=30 1200 dotnet test "tests/$1/$1.csproj" --no-build --nologo -v:q "${@:3}" \
    --logger "trx;LogFileName=$2.trx" --results-directory "$results" >"$results/$2.log" 2>&1
  echo $? >"$results/$2.rc"
  runs+=("$2")
}

# What touches no data, or brings a server of its own, need not run on the second database; everything else does, so that
# a new test is left out only by being put into one of these.
own='House Kernel Sheets Servers Screens.FaTests Screens.WordsTests Screens.PartsTests'
without=''
for place in $own; do without="$without&FullyQualifiedName!~MizKhedmat.Central.Tests.$place."; done

runs=()
for name in "${projects[@]}"; do
  run "$name" "$name"
  if [ "$name" = MizKhedmat.Central.Tests ]; then
    if [ -x /usr/lib/postgresql/15/bin/postgres ] || [ "${CI:-}" = true ]; then
      MIZ_TEST_DATABASE=PostgreSql run "$name" "$name on PostgreSQL" --filter "${without#&}"
    fi
    if [ -n "${MIZ_TEST_SQLSERVER:-}" ]; then
      MIZ_TEST_DATABASE=SqlServer run "$name" "$name on SQL Server" --filter "${without#&}"
    fi
  fi
done

# 4. Names and messages of what failed, then the sum.
read -r passed failed skipped < <(node tests/sum-trx.mjs "$results" "${runs[@]}" 2>"$results/failures.txt" || echo "0 1 0")
cat "$results/failures.txt"
finish "${passed:-0}" "${failed:-1}" "${skipped:-0}"
