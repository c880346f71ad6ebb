import { describe, expect, it } from 'vitest'
import { chatPromptOf } from '../../src/models/chat-prompt.js'
import { type AddedToken, byteLevel, load } from './tokenizers.js'

const CHATML: readonly AddedToken[] = [
  { id: 300, content: '<|im_start|>' },
  { id: 301, content: '<|im_end|>' },
]

function promptOf(added: readonly AddedToken[], tokenizerConfig: Record<string, unknown> = {}) {
  const tokenizer = byteLevel(added)
  const files = {
    ...{ name: 'model', onnx: 'model/model.onnx', tokenizer, tokenizerText: '', tokenizerConfig },
    ...{ config: {}, generationConfig: {}, chatTemplate: undefined },
  }
  return chatPromptOf(files, load(tokenizer))
}

describe('chatPromptOf', () => {
  it('gives the template the names of the special tokens, and one message of the user', () => {
    const { render, notes } = promptOf([], {
      bos_token: '<s>',
      eos_token: { content: '</s>' },
      chat_template:
        "{{ bos_token }}{% for message in messages %}[{{ message['role'] }}] {{ message['content'] | trim }}{{ eos_token }}{% endfor %}",
    })
    expect(render(' {{ 1 + 1 }} ')).toBe('<s>[user] {{ 1 + 1 }}</s>')
    expect(notes).toEqual([])
  })

  it('takes a vocabulary with the marks of ChatML for a model that speaks it, and says so', () => {
    const { render, notes } = promptOf(CHATML)
    expect(render('Hi')).toBe('<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n')
    expect(notes).toEqual([expect.stringMatching(/^model has no chat template/)])
  })

  it('knows no way of asking a model without either', () => {
    expect(() => promptOf(CHATML.slice(0, 1))).toThrow('model has no chat template')
  })

  it('says what a template itself refuses', () => {
    const { render } = promptOf([], { chat_template: '{{ raise_exception("no user") }}' })
    expect(() => render('Hi')).toThrow(/cannot be rendered \(.*no user/)
  })
})
