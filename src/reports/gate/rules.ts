/** What a reason code of the gate means, for tools that show it beside a result. */
export interface GateRule {
  readonly name: string
  readonly summary: string
  readonly help: string
}

const RULES: Readonly<Record<string, GateRule>> = {
  exposure_likely: {
    name: 'ExposureLikely',
    summary: 'The checkpoint is more familiar with the test set than its yardstick allows.',
    help: 'One arm of evidence found an effect that matters. Look for the test set, and texts made from it, in the training data; see the alternatives that the verdict names.',
  },
  exposure_strong: {
    name: 'ExposureStrong',
    summary: 'Two arms of evidence, or the order of the file, say that the checkpoint has seen the test set.',
    help: 'Look for the test set, and texts made from it, in the training data. Report no score of this checkpoint on this test set as a measure of what it can do.',
  },
  jump: {
    name: 'Jump',
    summary: 'The loss on the test set fell at this checkpoint, beyond what comparable items did.',
    help: 'Look at what was added to the training data between the two checkpoints.',
  },
  cumulative: {
    name: 'CumulativeChange',
    summary: 'Since the accepted state the loss fell more on the test set than on comparable items.',
    help: 'The steps are listed in the summary: look at the training data of those with the largest effects.',
  },
  slow_leak: {
    name: 'SlowLeak',
    summary: 'Many small steps in one direction: the test set becomes familiar little by little.',
    help: 'Look for a source in the data mix that holds items of the test set and is read again and again.',
  },
  drift_explains: {
    name: 'DriftExplains',
    summary: 'An effect, but no larger than clean training may bring in so many steps.',
    help: 'Accept a clean checkpoint anew with --update-baseline, or give placebo sets of the test set’s kind, so that drift is measured.',
  },
  out_of_time: {
    name: 'OutOfTime',
    summary: 'The time of the policy was up before everything was scored.',
    help: 'Run again: it goes on from what is scored. Or raise budget.minutes, or lower budget.items.',
  },
  too_few_items: {
    name: 'TooFewItems',
    summary: 'Error rates rest on 100 independent items in each set.',
    help: 'Use larger sets, or raise budget.items.',
  },
  underpowered: {
    name: 'Underpowered',
    summary: 'An effect that matters would be missed too often.',
    help: 'Use more items (lossgap power says how many), or better reference models or placebo sets.',
  },
  baseline_pinned: {
    name: 'BaselinePinned',
    summary: 'Nothing was compared: this checkpoint became the accepted state.',
    help: 'Where earlier checkpoints were gated their baseline was lost: restore it. --require-baseline makes that an error.',
  },
  baseline_replaced: {
    name: 'BaselineReplaced',
    summary: 'This checkpoint became the accepted state, in place of another.',
    help: 'It was compared with what it replaces. The sequence and its alpha begin again.',
  },
  closed_before: {
    name: 'ClosedBefore',
    summary: 'This checkpoint closed the gate when it was tested.',
    help: 'Look at what was found then. To accept it all the same, remove the baseline file and run again with --update-baseline.',
  },
  compared_only: {
    name: 'ComparedOnly',
    summary: 'The checkpoint passes beside the accepted state, and has no yardstick of its own.',
    help: 'What the accepted state had seen already does not show. Name its base, or three models that have not seen the benchmark, under references.',
  },
  cumulative_open: {
    name: 'CumulativeOpen',
    summary:
      'Since the accepted state an effect that matters is not excluded, and the checkpoint has no yardstick of its own.',
    help: 'Name the checkpoints’ base, or three models that have not seen the benchmark, under references; or use more items and placebo sets; or accept a newer checkpoint with --update-baseline once it was looked at.',
  },
  no_calibration: {
    name: 'NoCalibration',
    summary: 'The sets differ and there is no reference model.',
    help: 'Name the base model, or three models that have not seen the benchmark, under references.',
  },
  weak_calibration: {
    name: 'WeakCalibration',
    summary: 'One or two reference models cannot show how much gaps vary.',
    help: 'Name three or more under references, or the checkpoints’ own base.',
  },
  sets_told_apart: {
    name: 'SetsToldApart',
    summary: 'Test and reference set are told apart by their texts alone.',
    help: 'Make a reference set of the same form: lossgap sets build, then lossgap sets check.',
  },
  sets_overlap: {
    name: 'SetsOverlap',
    summary: 'The sets share items.',
    help: 'Take shared items out of the reference set: lossgap sets check drops them.',
  },
}

export function ruleOf(code: string): GateRule {
  return (
    RULES[code] ?? {
      name: code
        .split(/[^A-Za-z0-9]+/)
        .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join(''),
      summary: `A reason of the verdict: ${code}.`,
      help: 'docs/decision.md has the rule that this reason belongs to.',
    }
  )
}
