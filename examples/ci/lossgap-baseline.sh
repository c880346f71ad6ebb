#!/bin/sh
# Carries lossgap-baseline.json from one run of a pipeline to the next, on a branch that holds nothing else.
#
#   sh ci/lossgap-baseline.sh restore BRANCH [REMOTE]     before lossgap gate
#   sh ci/lossgap-baseline.sh save BRANCH [REMOTE]        after it, whatever it said: a closed gate is remembered too
#
# A branch stays until somebody deletes it, where caches and artifacts expire, and its history says which run changed
# what. A remote that cannot be read is an error and not a first run. A push is never forced over that of another run.
set -eu
file=lossgap-baseline.json
action=$1
branch=refs/heads/$2
remote=${3:-origin}
# What `restore` found, for `save` to build on: a commit, or nothing on a first run.
found=$(git rev-parse --git-dir)/lossgap-baseline-found

case $action in
restore)
  rm -f "$found"
  code=0
  git ls-remote --exit-code "$remote" "$branch" > /dev/null || code=$?
  case $code in
  0)
    git fetch --quiet --no-tags --depth=1 "$remote" "$branch"
    commit=$(git rev-parse FETCH_HEAD)
    git show "$commit:$file" > "$found.json"
    mv "$found.json" "$file"
    echo "$commit" > "$found"
    echo "Baseline: $(git log -1 --format=%s "$commit")"
    ;;
  2)
    : > "$found"
    echo "There is no branch $2 yet"
    ;;
  *) exit "$code" ;;
  esac
  ;;
save)
  # What was not restored must not be overwritten; without a file nothing was accepted yet.
  [ -f "$found" ] && [ -f "$file" ] || exit 0
  parent=$(cat "$found")
  blob=$(git hash-object -w "$file")
  tree=$(printf '100644 blob %s\t%s\n' "$blob" "$file" | git mktree)
  if [ -n "$parent" ] && [ "$(git rev-parse "$parent^{tree}")" = "$tree" ]; then exit 0; fi
  commit=$(git -c user.name=lossgap -c user.email=lossgap@localhost \
    commit-tree ${parent:+-p "$parent"} -m "lossgap gate at $(git rev-parse HEAD)" "$tree")
  git push --quiet "$remote" "$commit:$branch"
  echo "$commit" > "$found"
  ;;
*)
  echo "There is no action $action: restore or save" >&2
  exit 2
  ;;
esac
