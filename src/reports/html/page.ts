import { html, type Markup, Markup as Raw } from './markup.js'
import { paletteCss } from './palette.js'

/** What the page is made with besides the audits. */
export interface PageParts {
  /** web/report.css and web/report.js. */
  readonly style: string
  readonly script: string
  /** SHA-256 of a text in base64, as a content security policy names it. */
  readonly sha256: (text: string) => string
}

export interface Page extends PageParts {
  readonly title: string
  readonly body: Markup
}

/**
 * A document that stands by itself: nothing is fetched, and the policy lets nothing run or style but the script and the
 * style that are in it.
 */
export function pageOf({ title, body, style, script, sha256 }: Page): string {
  const css = `${paletteCss()}${style}`
  const policy = `default-src 'none'; img-src data:; script-src 'sha256-${sha256(script)}'; style-src 'sha256-${sha256(css)}'; base-uri 'none'; form-action 'none'`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new Raw(css)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${body}
<script>${new Raw(script)}</script>
</body>
</html>
`.text
}
