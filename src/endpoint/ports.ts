/** The part of `fetch` that is used; the platform's own fits. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly headers: Record<string, string>
    readonly body: string
    readonly redirect: 'manual'
    readonly signal: AbortSignal
  },
) => Promise<FetchResponse>

export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** What a client needs of the world. */
export interface EndpointPorts {
  readonly fetch: Fetch
  /** Waits, or rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Aborted: nothing more is sent. What was sent is waited for, because it will be paid for. */
  readonly signal: AbortSignal
}
