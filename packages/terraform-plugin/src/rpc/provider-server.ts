import type { Provider } from "../definition/provider.ts";
import { stopController, withDeadline } from "../operation/deadline.ts";
import { Catalog } from "./catalog.ts";

/** What the RPCs of one provider share. Each RPC is a function in a file of its own that takes this as its first argument. */
export class ProviderServer<Client> {
  readonly provider: Provider<Client>;
  /** Resources and data sources by the names that Terraform uses. */
  readonly catalog: Catalog<Client>;
  #client: { readonly value: Client } | undefined;
  #stop = stopController();

  constructor(provider: Provider<Client>) {
    this.provider = provider;
    this.catalog = new Catalog(provider);
  }

  /** What the provider's `configure` returned. Throws when the host did not configure the provider first. */
  get client(): Client {
    if (this.#client) return this.#client.value;
    throw new Error("the host used an object before it configured the provider");
  }

  /** Stores what `configure` returned, for the RPCs that follow. */
  configured(client: Client): void {
    this.#client = { value: client };
  }

  /** Aborted by {@link stop}; after that a new one. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborts the operations in progress. Later RPCs run with a new signal. */
  stop(): void {
    const stopping = this.#stop;
    this.#stop = stopController();
    stopping.abort();
  }

  /** Runs an operation with a signal that is aborted when its timeout passes, the host says stop, or the host gives up the call. */
  withDeadline<T>(
    timeoutMs: number,
    call: AbortSignal,
    operation: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return withDeadline(timeoutMs, this.#stop.signal, call, operation);
  }
}
