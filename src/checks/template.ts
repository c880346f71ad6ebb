import type { Check } from '../audit-report.js'

/**
 * Were both texts made from their fields in the same way? Sets with the same fields but another template differ in
 * form by our own doing: another order or separator moves the loss by more than any leak. Sets whose fields have
 * other names need another template, and the text classifier sees to them.
 */
export function templateCheck(
  first: { name: string; template: string },
  second: { name: string; template: string },
): Check {
  const outcomes = {
    same: ['pass', 'same_template', 'The texts are made from their fields in the same way'],
    differ: [
      'fail',
      'templates_differ',
      `The same fields are put together in two ways: ${quoted(first.template)} and ${quoted(second.template)}`,
    ],
    'other fields': [
      'warn',
      'fields_differ',
      `The texts are made from different fields, ${quoted(first.template)} and ${quoted(second.template)}; whether they are alike is for the text classifier`,
    ],
  } as const
  const sameFields = fieldsOf(first.template) === fieldsOf(second.template)
  const [status, code, text] =
    outcomes[first.template === second.template ? 'same' : sameFields ? 'differ' : 'other fields']
  return {
    name: `${first.name} against ${second.name}: template`,
    status,
    code,
    text,
    values: { first: first.template, second: second.template },
  }
}

const quoted = (template: string) => JSON.stringify(template)

/** Names of the fields in a template, in one order. */
function fieldsOf(template: string): string {
  return [...template.matchAll(/\{([^{}]+)\}/g)]
    .map(match => match[1]!)
    .sort()
    .join('\n')
}
