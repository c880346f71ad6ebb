// @ts-check
// The script of the HTML report: it draws the list of items and their tokens, switches the theme, and opens everything
// for print. Text of items only ever becomes text nodes. Built into the file by src/reports/html/page.ts.
;(() => {
  const PAGE = 25
  /** Tokens drawn at once; a longer item has a button for more. */
  const TOKENS = 1500
  const ROWS = 500

  /**
   * What colours a token: bounds from the most familiar level down, and how a value is said.
   * @type {Record<string, { name: string, bounds: number[], labels: string[], value: (token: Token) => number | null }>}
   */
  const MEASURES = {
    logProb: {
      name: 'Log-probability',
      bounds: [Math.log(0.9), Math.log(0.5), Math.log(0.1), Math.log(0.01)],
      labels: [
        '−0.11 or more (p ≥ 0.9)',
        'to −0.69 (p ≥ 0.5)',
        'to −2.30 (p ≥ 0.1)',
        'to −4.61 (p ≥ 0.01)',
        'below',
      ],
      value: token => token.logProb,
    },
    z: {
      name: 'z-score',
      bounds: [0.5, 0, -1, -3],
      labels: ['0.5 or more', '0 to 0.5', '−1 to 0', '−3 to −1', 'below −3'],
      value: token => token.z,
    },
    rank: {
      name: 'Rank',
      bounds: [0, -4, -19, -99],
      labels: ['0 (first choice)', '1 to 4', '5 to 19', '20 to 99', '100 or more'],
      value: token => -token.rank,
    },
  }

  /**
   * @typedef {{ text: string, logProb: number, z: number | null, rank: number }} Token
   * @typedef {[id: string, familiarity: number, loss: number, referenceLoss: number | null, p: number, q: number,
   *   text: string | null, whole: boolean, tokens: string | null]} Item
   */

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  /** @param {number} value @param {number} digits */
  const signed = (value, digits) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(digits)
  /** @param {number} p */
  const chance = p => (p < 1e-4 ? p.toExponential(0).replace('-', '−') : p.toFixed(4))
  /** @param {number} value */
  const grouped = value => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')

  /** By src/reports/printable.ts, which gives its pattern to the page; group 1 may stay. */
  const list = /** @type {HTMLElement | null} */ (document.querySelector('[data-unseen]'))
  const unseen = new RegExp(list?.dataset.unseen ?? '()\\p{Cc}', 'gu')

  /** What moves, hides or turns text is shown by its code instead. @param {string} text */
  const visible = text =>
    text.replace(unseen, (c, /** @type {string | undefined} */ belonging) => {
      if (belonging) return belonging
      if (c === '\n') return '↵'
      if (c === '\t') return '⇥'
      return `⟨U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`
    })

  /** Undoes src/reports/html/token-data.ts. @param {string} packed @param {string} text */
  function unpack(packed, text) {
    const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0))
    const view = new DataView(bytes.buffer)
    let at = 0
    const varint = () => {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes[at++]
        value += (byte & 127) * scale
        if (byte < 128) return value
      }
    }
    const count = varint()
    let start = varint()
    const logs = at
    const zs = logs + 2 * count
    at = zs + 2 * count
    const ranks = Array.from({ length: count }, varint)
    const source = new TextEncoder().encode(text)
    const before = spell(source.subarray(0, start))
    /** @type {Token[]} */
    const tokens = ranks.map((rank, t) => {
      const end = start + varint()
      const z = view.getInt16(zs + 2 * t, true)
      const token = {
        text: spell(source.subarray(start, end)),
        logProb: -view.getUint16(logs + 2 * t, true) / 100,
        z: z === -32768 ? null : z / 100,
        rank,
      }
      start = end
      return token
    })
    return { before, tokens }
  }

  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** Text of some bytes, or where a token is only a part of a character its bytes. @param {Uint8Array} bytes */
  function spell(bytes) {
    try {
      return strict.decode(bytes)
    } catch {
      return `⟨${Array.from(bytes, byte => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}⟩`
    }
  }

  /** 0 = least familiar … 4 = most. @param {Token} token @param {string} measure */
  function levelOf(token, measure) {
    const { bounds, value } = MEASURES[measure]
    const at = value(token)
    if (at === null) return null
    const above = bounds.findIndex(bound => at >= bound)
    return above < 0 ? 0 : 4 - above
  }

  /** @param {Token} token */
  const described = ({ text, logProb, z, rank }) =>
    `“${visible(text)}”: log p ${signed(logProb, 2).replace('+', '')} (p ${Math.exp(logProb).toPrecision(2)}), z ${z === null ? 'none' : signed(z, 2)}, rank ${rank}${rank === 0 ? ' (first choice)' : ''}`

  /** @param {HTMLElement} root */
  function itemsOf(root) {
    const source = document.getElementById(String(root.dataset.items))
    /** @type {Item[]} */
    const all = JSON.parse(source?.textContent ?? '[]')
    const rate = Number(root.dataset.rate)
    const prefix = String(root.dataset.items).replace(/items-data$/, '')
    const hasReference = all.some(item => item[3] !== null)
    const hasTokens = all.some(item => item[8] !== null)
    const haystacks = all.map(([id, , , , , , text]) => `${id}\n${text ?? ''}`.toLowerCase())

    const state = {
      words: '',
      listed: false,
      sort: 1,
      down: true,
      page: 0,
      measure: 'logProb',
      open: new Set(),
    }
    /** @type {number[]} */
    let shown = []

    const search = make('input', {
      type: 'search',
      id: `${prefix}filter`,
      autocomplete: 'off',
      spellcheck: 'false',
    })
    const only = make('input', { type: 'checkbox', id: `${prefix}listed` })
    const measures = make('fieldset', { class: 'measures' }, make('legend', {}, 'Shade tokens by'))
    for (const [key, { name }] of Object.entries(MEASURES)) {
      const radio = make('input', {
        type: 'radio',
        name: `${prefix}measure`,
        id: `${prefix}measure-${key}`,
        value: key,
      })
      radio.checked = key === state.measure
      radio.addEventListener('change', () => {
        state.measure = key
        drawLegend()
        drawRows()
      })
      measures.append(make('span', {}, radio, make('label', { for: radio.id }, name)))
    }
    const legend = make('p', { class: 'legend' })
    const previous = make('button', { type: 'button' }, 'Previous')
    const next = make('button', { type: 'button' }, 'Next')
    const status = make('span', { class: 'status', role: 'status' })

    /** @type {[string, number | undefined][]} */
    const columns = [
      ['Item', 0],
      ['Familiarity', 1],
      ['Loss', 2],
      ...(hasReference ? [/** @type {[string, number]} */ (['Reference', 3])] : []),
      ['p', 4],
      ['q', 5],
    ]
    const head = make('tr')
    for (const [name, column] of columns) {
      const button = make('button', { type: 'button' }, name)
      const cell = make(
        'th',
        {
          scope: 'col',
          class: column === 0 ? '' : column === 2 || column === 3 || column === 4 ? 'number roomy' : 'number',
        },
        button,
      )
      button.addEventListener('click', () => {
        state.down = state.sort === column ? !state.down : column !== 0 && column !== 4 && column !== 5
        state.sort = Number(column)
        state.page = 0
        draw()
      })
      cell.dataset.column = String(column)
      head.append(cell)
    }
    const body = make('tbody')
    const table = make(
      'table',
      {},
      make('caption', { class: 'unseen' }, 'Items of the test set'),
      make('thead', {}, head),
      body,
    )
    root.append(
      make(
        'div',
        { class: 'controls' },
        make('span', { class: 'field' }, make('label', { for: search.id }, 'Filter by id or text'), search),
        make(
          'span',
          { class: 'field check' },
          only,
          make('label', { for: only.id }, `only q ≤ ${rate.toFixed(2)}`),
        ),
        ...(hasTokens ? [measures] : []),
      ),
      ...(hasTokens ? [legend] : []),
      make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Items' }, table),
      make('div', { class: 'pages' }, previous, next, status),
    )
    search.addEventListener('input', () => {
      state.words = search.value.trim().toLowerCase()
      state.page = 0
      draw()
    })
    only.addEventListener('change', () => {
      state.listed = only.checked
      state.page = 0
      draw()
    })
    previous.addEventListener('click', () => turn(-1))
    next.addEventListener('click', () => turn(1))
    /** @param {number} by */
    function turn(by) {
      state.page += by
      drawRows()
    }

    function draw() {
      const { words, listed, sort, down } = state
      shown = [...all.keys()].filter(i => (!listed || all[i][5] <= rate) && haystacks[i].includes(words))
      const direction = down ? -1 : 1
      shown.sort((i, j) => {
        const [a, b] = [all[i][sort], all[j][sort]]
        const order =
          typeof a === 'string' ? (a < String(b) ? -1 : Number(a > String(b))) : Number(a) - Number(b)
        return direction * order || i - j
      })
      for (const cell of head.children) {
        const sorted = Number(/** @type {HTMLElement} */ (cell).dataset.column) === sort
        if (sorted) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending')
        else cell.removeAttribute('aria-sort')
      }
      drawRows()
    }

    function drawRows() {
      const pages = Math.max(1, Math.ceil(shown.length / PAGE))
      state.page = Math.min(Math.max(0, state.page), pages - 1)
      const from = state.page * PAGE
      const part = shown.slice(from, from + PAGE)
      const focused = document.activeElement?.id
      body.replaceChildren(...part.flatMap(i => (state.open.has(i) ? [rowOf(i), detailOf(i)] : [rowOf(i)])))
      if (part.length === 0)
        body.append(make('tr', {}, make('td', { colspan: String(columns.length) }, 'No item fits.')))
      if (focused?.startsWith(`${prefix}item-`)) document.getElementById(focused)?.focus()
      status.textContent =
        part.length === 0
          ? `0 of ${grouped(all.length)} items`
          : `${grouped(from + 1)}–${grouped(from + part.length)} of ${grouped(shown.length)} items`
      previous.disabled = state.page === 0
      next.disabled = state.page === pages - 1
    }

    /** @param {number} i */
    function rowOf(i) {
      const [id, familiarity, loss, reference, p, q, text] = all[i]
      const open = state.open.has(i)
      const button = make(
        'button',
        { type: 'button', class: 'open', id: `${prefix}item-${i}`, 'aria-expanded': String(open) },
        visible(id),
      )
      button.addEventListener('click', () => {
        if (open) state.open.delete(i)
        else state.open.add(i)
        drawRows()
      })
      const first = make('th', { scope: 'row' }, button)
      if (text !== null && !open)
        first.append(
          make(
            'span',
            { class: 'excerpt', dir: 'auto' },
            visible(text.slice(0, 110)) + (text.length > 110 ? '…' : ''),
          ),
        )
      /** @param {string} value @param {string} room */
      const number = (value, room = '') => make('td', { class: `number ${room}` }, value)
      return make(
        'tr',
        open ? { class: 'opened' } : {},
        first,
        number(signed(familiarity, 3)),
        number(loss.toFixed(3), 'roomy'),
        ...(hasReference ? [number(reference === null ? 'none' : reference.toFixed(3), 'roomy')] : []),
        number(chance(p), 'roomy'),
        number((q <= rate ? '● ' : '') + chance(q)),
      )
    }

    /** @param {number} i */
    function detailOf(i) {
      const [id, , loss, reference, p, , text, whole, packed] = all[i]
      const losses = `Loss ${loss.toFixed(3)}${reference === null ? '' : `, reference models ${reference.toFixed(3)}`}, p ${chance(p)}`
      const cell = make('td', { colspan: String(columns.length) }, make('p', { class: 'cramped' }, losses))
      if (text === null) cell.append('The text of this item is not in this file.')
      else if (packed === null)
        cell.append(make('p', { class: 'plain', dir: 'auto' }, visible(text) + (whole ? '' : '… (cut)')))
      else cell.append(...heatMap(id, unpack(packed, text)))
      return make('tr', { class: 'detail' }, cell)
    }

    /** @param {string} id @param {ReturnType<typeof unpack>} item */
    function heatMap(id, { before, tokens }) {
      const readout = make(
        'p',
        { class: 'readout', role: 'status' },
        'Point at a token, or move with the arrow keys.',
      )
      const map = make('p', {
        class: 'tokens',
        dir: 'auto',
        tabindex: '0',
        role: 'group',
        'aria-label': `Tokens of item ${visible(id)}, shaded by ${MEASURES[state.measure].name.toLowerCase()}; arrow keys move`,
      })
      if (before !== '')
        map.append(
          make(
            'span',
            { class: 'unscored', title: 'not predicted: nothing stands before it' },
            visible(before),
          ),
        )
      /** @type {HTMLElement[]} */
      const marks = []
      let current = -1
      const more = make('button', { type: 'button' }, '')
      function drawMore() {
        for (const token of tokens.slice(marks.length, marks.length + TOKENS)) {
          const level = levelOf(token, state.measure)
          const mark = make('span', { class: level === null ? 'none' : `heat-${level}` }, visible(token.text))
          mark.dataset.t = String(marks.length)
          marks.push(mark)
          map.append(mark)
          if (token.text.includes('\n')) map.append(make('br'))
        }
        more.hidden = marks.length >= tokens.length
        more.textContent = `Show more: ${grouped(marks.length)} of ${grouped(tokens.length)} tokens`
      }
      /** @param {number} t */
      function select(t) {
        marks[current]?.classList.remove('current')
        current = Math.min(Math.max(0, t), marks.length - 1)
        marks[current]?.classList.add('current')
        if (tokens[current]) readout.textContent = `Token ${current + 1} ${described(tokens[current])}`
      }
      map.addEventListener('pointerover', event => {
        const at = /** @type {HTMLElement} */ (event.target).dataset?.t
        if (at !== undefined) select(Number(at))
      })
      map.addEventListener('keydown', event => {
        const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: marks.length - 1 }[
          event.key
        ]
        if (to === undefined) return
        event.preventDefault()
        select(to)
      })
      more.addEventListener('click', drawMore)
      drawMore()
      const list = make('details', {}, make('summary', {}, 'Tokens as a table'))
      list.addEventListener('toggle', () => {
        if (list.open && list.children.length === 1) list.append(tokenTable(tokens))
      })
      return [map, more, readout, list]
    }

    /** @param {Token[]} tokens */
    function tokenTable(tokens) {
      const rows = make('tbody')
      const more = make('button', { type: 'button' }, '')
      function drawMore() {
        const from = rows.children.length
        tokens.slice(from, from + ROWS).forEach(({ text, logProb, z, rank }, k) => {
          const cells = [
            signed(logProb, 2).replace('+', ''),
            z === null ? 'none' : signed(z, 2),
            String(rank),
          ]
          rows.append(
            make(
              'tr',
              {},
              make('th', { scope: 'row', class: 'number' }, String(from + k + 1)),
              make('td', {}, make('code', {}, visible(text))),
              ...cells.map(value => make('td', { class: 'number' }, value)),
            ),
          )
        })
        more.hidden = rows.children.length >= tokens.length
        more.textContent = `Show more: ${grouped(rows.children.length)} of ${grouped(tokens.length)} tokens`
      }
      drawMore()
      more.addEventListener('click', drawMore)
      const heads = ['Token', 'Text', 'log p', 'z', 'Rank'].map((name, n) =>
        make('th', { scope: 'col', class: n === 1 ? '' : 'number' }, name),
      )
      return make('div', {}, make('table', {}, make('thead', {}, make('tr', {}, ...heads)), rows), more)
    }

    function drawLegend() {
      const { labels, name } = MEASURES[state.measure]
      const samples = labels.map((label, l) =>
        make(
          'span',
          { class: 'sample' },
          make('span', { class: `heat-${4 - l}`, 'aria-hidden': 'true' }, 'Aa'),
          ` ${label}`,
        ),
      )
      legend.replaceChildren(
        `${name}: a stronger shade and a thicker bar below are more familiar.`,
        document.createElement('br'),
        ...samples,
      )
    }

    if (hasTokens) drawLegend()
    // The first item is open, so that a reader sees what there is to see.
    if (all[0]?.[8]) state.open.add(0)
    draw()
  }

  function themes() {
    const box = document.querySelector('.theme')
    const select = /** @type {HTMLSelectElement | null} */ (document.getElementById('theme'))
    if (!(box instanceof HTMLElement) || select === null) return
    box.hidden = false
    select.addEventListener('change', () => {
      if (select.value === '') delete document.documentElement.dataset.theme
      else document.documentElement.dataset.theme = select.value
    })
  }

  /** On paper nothing can be opened any more. */
  function printing() {
    /** @type {HTMLDetailsElement[]} */
    let opened = []
    addEventListener('beforeprint', () => {
      opened = [...document.querySelectorAll('details')].filter(details => !details.open)
      for (const details of opened) details.open = true
    })
    addEventListener('afterprint', () => {
      for (const details of opened) details.open = false
    })
  }

  themes()
  printing()
  for (const root of document.querySelectorAll('[data-items]')) itemsOf(/** @type {HTMLElement} */ (root))
})()
