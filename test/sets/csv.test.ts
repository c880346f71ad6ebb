import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses } = temporaryFolder()

describe('CSV', () => {
  it('reads quoted fields and gives the line on which each record begins', async () => {
    const contents = 'id,text\na,"two\nlines"\n\n\nb,"says ""hi"", twice"\nc,plain\n'
    write('quoted.csv', contents)
    const set = await load('quoted.csv')
    expect(set.items).toEqual([
      { id: 'a', text: 'two\nlines', cluster: 'a', line: 2 },
      { id: 'b', text: 'says "hi", twice', cluster: 'b', line: 6 },
      { id: 'c', text: 'plain', cluster: 'c', line: 7 },
    ])
    expect(set.sha256).toBe(createHash('sha256').update(contents).digest('hex'))
  })

  it('counts CRLF as one line end, also inside quotes', async () => {
    write('windows.csv', '\ufeffid,text\r\na,"two\r\nlines"\r\n\r\nb,next\r\nc,last')
    expect((await load('windows.csv')).items.map(({ text, line }) => [text, line])).toEqual([
      ['two\r\nlines', 2],
      ['next', 5],
      ['last', 6],
    ])
  })

  it('reads rows whose line ends differ', async () => {
    write('mixed.csv', 'text\r\none\ntwo\r\nthree\n')
    expect((await load('mixed.csv')).items.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  it('reads the line ends of old Macs', async () => {
    write('mac.csv', 'text\rone\rtwo\r')
    expect((await load('mac.csv')).items.map(({ text, line }) => [text, line])).toEqual([
      ['one', 2],
      ['two', 3],
    ])
  })

  it('reads tabs in .tsv, and commas there as text', async () => {
    write('tabs.tsv', 'question\tanswer\none, or two?\t"a\tb"\n')
    expect((await load('tabs.tsv')).items[0]?.text).toBe('one, or two? a\tb')
  })

  it('takes a column name with dots as it stands', async () => {
    write('dots.csv', 'choices.0\nfirst\n')
    expect((await load('dots.csv', { template: '{choices.0}' })).items[0]?.text).toBe('first')
  })

  it('names the row that has another number of columns than the header', async () => {
    write('columns.csv', 'question,answer\none,1\ntwo, or three,2\nfour,4\n')
    await refuses('columns.csv', {
      code: 'ROW_INVALID',
      what: 'columns.csv:3 has 3 columns, but the header names 2 (question, answer)',
      fix: 'Put fields that contain the separator or a newline in double quotes',
    })
  })

  it('tells a short last row from a file that is cut off', async () => {
    write('short.csv', 'question,answer\none,1\ntwo\n')
    await refuses('short.csv', {
      code: 'ROW_INVALID',
      what: 'short.csv:3 has 1 columns, but the header names 2 (question, answer)',
      fix: 'Put fields that contain the separator or a newline in double quotes',
    })
    write('cut.csv', 'question,answer\none,1\ntwo')
    await refuses('cut.csv', {
      code: 'ROW_INVALID',
      what: 'cut.csv:3 has 1 columns, but the header names 2 (question, answer). It is the last row and has no newline: the file seems cut off',
      fix: 'Download or write the file again',
    })
  })

  it('names the row that opens a quote and never closes it', async () => {
    write('open.csv', 'id,text\r\na,"x\r\ny"\r\nb,"never closed\r\nc,d\r\n')
    await refuses('open.csv', {
      code: 'ROW_INVALID',
      what: 'open.csv:4 opens a double quote that is never closed: a quote is missing, or the file seems cut off',
      fix: 'Close the quote, or download or write the file again',
    })
  })

  it('names the row with a quote out of place', async () => {
    write('quote.csv', 'id,text\na,b\nc,"d"e\n')
    await refuses('quote.csv', {
      code: 'ROW_INVALID',
      what: expect.stringMatching(/^quote\.csv:3 is not valid CSV: Invalid Closing Quote: got "e"/),
      fix: 'Put the field in double quotes and double the quotes inside it',
    })
  })

  it('refuses two columns of one name', async () => {
    write('twice.csv', 'text,id,text\na,b,c\n')
    await refuses('twice.csv', {
      code: 'ROW_INVALID',
      what: 'twice.csv:1 names two columns "text"',
      fix: 'The first row must name the columns, each once. Rename or delete one',
    })
  })

  it('names the line whose bytes are not UTF-8', async () => {
    write('latin1.csv', Buffer.from('text\n"two\nlines"\ncafé\n', 'latin1'))
    await refuses('latin1.csv', {
      code: 'ENCODING_INVALID',
      what: 'latin1.csv:4 holds bytes that are not UTF-8',
      fix: 'Save the file as UTF-8 (iconv -f latin1 -t utf-8), or mend the line',
    })
  })

  it('reports an empty text and a header without rows', async () => {
    write('empty-text.csv', 'id,text\na,one\nb,"  "\n')
    await refuses('empty-text.csv', {
      code: 'TEXT_EMPTY',
      what: 'empty-text.csv:3 has an empty text (template "{text}")',
      fix: 'Fill it in or delete the row',
    })
    write('header.csv', 'id,text\n')
    await refuses('header.csv', {
      code: 'SET_EMPTY',
      what: 'header.csv has no rows',
      fix: 'Put at least one item into it, or name another file',
    })
  })
})
