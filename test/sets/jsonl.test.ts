import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses } = temporaryFolder()

describe('JSONL', () => {
  it('reads one item a line, with the line it came from and the hash of the bytes', async () => {
    const contents = '{"text":"one"}\n{"text":"two"}\n'
    const path = write('plain.jsonl', contents)
    expect(await load('plain.jsonl')).toEqual({
      name: path,
      path,
      sha256: createHash('sha256').update(contents).digest('hex'),
      // Row, name if it has one, and text of each item, a line of JSON each.
      itemsSha256: createHash('sha256').update('[0,null,"one"]\n[1,null,"two"]\n').digest('hex'),
      template: '{text}',
      items: [
        { id: '0', text: 'one', cluster: '0', line: 1 },
        { id: '1', text: 'two', cluster: '1', line: 2 },
      ],
      exclusions: [],
    })
  })

  it('skips blank lines, which count as lines but not as rows', async () => {
    write('blank.jsonl', '\n{"text":"one"}\n \t\r\n\n{"text":"two"}\n\n')
    const { items } = await load('blank.jsonl')
    expect(items.map(({ id, line }) => [id, line])).toEqual([
      ['0', 2],
      ['1', 5],
    ])
  })

  it('reads CRLF, a byte order mark, a missing last newline and .ndjson', async () => {
    write('windows.ndjson', '\ufeff{"text":"one"}\r\n{"text":"two\\r\\n"}')
    const set = await load('windows.ndjson')
    expect(set.items.map(({ text }) => text)).toEqual(['one', 'two\r\n'])
    expect(set.sha256).toBe(
      createHash('sha256').update('\ufeff{"text":"one"}\r\n{"text":"two\\r\\n"}').digest('hex'),
    )
  })

  it('keeps U+FEFF where it is content', async () => {
    write('zero-width.jsonl', '{"text":"\ufeffone"}\n')
    expect((await load('zero-width.jsonl')).items[0]?.text).toBe('\ufeffone')
  })

  it('names the line that is not JSON, and the reason', async () => {
    write('broken.jsonl', '{"text":"one"}\n\n{"text":two}\n{"text":"three"}\n')
    await refuses('broken.jsonl', {
      code: 'ROW_INVALID',
      what: expect.stringMatching(/^broken\.jsonl:3 is not valid JSON: .*Unexpected token/),
      fix: 'Mend or delete the line',
    })
  })

  it('says so when the last line looks cut off', async () => {
    write('cut.jsonl', '{"text":"one"}\n{"text":"tw')
    await refuses('cut.jsonl', {
      code: 'ROW_INVALID',
      what: expect.stringMatching(
        /^cut\.jsonl:2 is not valid JSON: .*\. It is the last line and has no newline: the file seems cut off$/,
      ),
      fix: 'Download or write the file again',
    })
  })

  it.each([
    ['[1,2]', 'an array'],
    ['null', 'null'],
    ['"text"', 'a string'],
    ['17', 'a number'],
  ])('refuses the row %s', async (row, kind) => {
    write('row.jsonl', `{"text":"one"}\n${row}\n`)
    await refuses('row.jsonl', {
      code: 'ROW_INVALID',
      what: `row.jsonl:2 is ${kind}, not an object`,
      fix: 'Write each row as one object, such as {"question": "…", "answer": "…"}',
    })
  })

  it('refuses a byte order mark in the middle, which joined files leave', async () => {
    write('joined.jsonl', '\ufeff{"text":"one"}\n\ufeff{"text":"two"}\n')
    await refuses('joined.jsonl', {
      code: 'ROW_INVALID',
      what: expect.stringMatching(/^joined\.jsonl:2 is not valid JSON: /),
      fix: 'Mend or delete the line',
    })
  })

  it('names the line whose bytes are not UTF-8', async () => {
    write('latin1.jsonl', Buffer.from('{"text":"fine"}\n{"text":"café"}\n', 'latin1'))
    await refuses('latin1.jsonl', {
      code: 'ENCODING_INVALID',
      what: 'latin1.jsonl:2 holds bytes that are not UTF-8',
      fix: 'Save the file as UTF-8 (iconv -f latin1 -t utf-8), or mend the line',
    })
  })

  it('refuses half a surrogate pair, which no tokenizer can read', async () => {
    write('surrogate.jsonl', '{"text":"\\ud83e\\udd9c"}\n{"text":"x\\ud83d"}\n')
    await refuses('surrogate.jsonl', {
      code: 'ENCODING_INVALID',
      what: 'surrogate.jsonl:2 holds half a surrogate pair (an escape such as \\ud83d without its partner)',
      fix: 'Write the file again from the original text',
    })
  })

  it('does not take a field from what objects inherit', async () => {
    write('prototype.jsonl', '{"text":"one"}\n')
    await refuses(
      'prototype.jsonl',
      {
        code: 'FIELD_MISSING',
        what: 'prototype.jsonl:1 has no field "constructor" (fields: text)',
        fix: 'Add the field to the row, or change --template "{constructor}"',
      },
      { template: '{constructor}' },
    )
    write('own.jsonl', '{"__proto__":"own"}\n')
    expect((await load('own.jsonl', { template: '{__proto__}' })).items[0]?.text).toBe('own')
  })

  it.each([
    ['plainly', '{"text":"one","text":"two"}', 'text'],
    ['in other letters', '{"text":"one","t\\u0065xt":"two"}', 'text'],
    ['inside', '{"text":"a:b","meta":{"x":1,"y":[{"x":2}],"x":3}}', 'x'],
    ['behind escaped quotes', '{"a\\"":1,"text":"\\"text\\": \\\\","a\\"":2}', 'a"'],
  ])('refuses a row that gives a key twice, %s', async (_, row, key) => {
    write('twice.jsonl', `{"text":"zero"}\n${row}\n`)
    await refuses('twice.jsonl', {
      code: 'ROW_INVALID',
      what: `twice.jsonl:2 gives the key ${JSON.stringify(key)} twice`,
      fix: 'Delete the one that does not count',
    })
  })
  it('takes a key that two objects of a row have, and one that is also a text', async () => {
    write('once.jsonl', '{"text":"text","a":{"text":"a"},"b":[{"text":1},{"text":2}],"c":{"a":"}{[:"}}\n')
    expect((await load('once.jsonl')).items).toHaveLength(1)
  })
})
