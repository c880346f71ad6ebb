import { limitsOf } from '../../limits.js'
import { html } from '../markup.js'
import type { Section } from '../section.js'

/** What a reader may take from the report and should not. */
export const limits: Section = {
  id: 'limits',
  title: 'What this does not show',
  body: run => html`<ul>${limitsOf(run).map(text => html`<li>${text}</li>`)}</ul>`,
}
