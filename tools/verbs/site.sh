#!/usr/bin/env bash
# Makes the site, build/site: the documents and a reference of all public headers
#
# tools/dev site [FLAG ...]
#
# The site needs no server: open build/site/index.html. Nothing in it is fetched from elsewhere. mkdocs makes the pages
# of docs/, Doxygen those of the headers. A warning of Doxygen is an error. The playground is one of the pages.
#
# --check  also checks that every link leads somewhere, and that the search works from a file
. "$(dirname "$0")/common.sh"
arguments "$@"
need base playground site
if [ -z "${flag[--check]:-}" ]; then
  exec python3 tools/site/make.py
fi
need browser
exec python3 tools/checks/site.py
