/**
 * Subscriptions to change events over Salesforce's Pub/Sub API (gRPC, TLS, Avro).
 * https://developer.salesforce.com/docs/platform/pub-sub-api/guide/intro.html
 */
import path from 'node:path';
import {
  credentials,
  loadPackageDefinition,
  Metadata,
  status,
  type ClientDuplexStream,
  type ServiceClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { ChangeCursor, ChangeDelivery, Subscription, SubscriptionEnd } from '../types.ts';
import { decodeEvent, eventType } from './decode.ts';

export interface PubSubSession {
  accessToken: string;
  instanceUrl: string;
  organizationId: string;
}

interface FetchRequest {
  topicName: string;
  replayPreset?: 'LATEST' | 'CUSTOM';
  replayId?: Buffer;
  numRequested: number;
}
interface FetchResponse {
  events: { event: { schemaId: string; payload: Buffer }; replayId: Buffer }[];
  latestReplayId: Buffer;
  pendingNumRequested: number;
}
type Stream = ClientDuplexStream<FetchRequest, FetchResponse>;
interface PubSubClient {
  Subscribe(metadata: Metadata): Stream;
  GetSchema(
    request: { schemaId: string },
    metadata: Metadata,
    answer: (error: ServiceError | null, schema?: { schemaJson: string }) => void,
  ): void;
  close(): void;
}

export const PUBSUB_ENDPOINT = 'api.pubsub.salesforce.com:7443';
/** Events that may be under way at once; a request for more goes out when half are here. */
const WINDOW = 100;
/** An answer without events comes at least every 270 s: https://developer.salesforce.com/docs/platform/pub-sub-api/guide/flow-control.html */
const SILENCE_MS = 300_000;
const SCHEMA_MS = 30_000;

const definition = loadSync(path.join(import.meta.dirname, 'pubsub.proto'), { enums: String, defaults: true });
const { PubSub: Client } = (
  loadPackageDefinition(definition) as unknown as { eventbus: { v1: { PubSub: ServiceClientConstructor } } }
).eventbus.v1;

/** One channel to the event bus for an org; each topic is a stream on it. */
export class PubSub {
  readonly #endpoint: string;
  readonly #ca: string | undefined;
  readonly #session: () => Promise<PubSubSession>;
  readonly #silenceMs: number;
  #client: PubSubClient | undefined;
  readonly #types = new Map<string, Promise<ReturnType<typeof eventType>>>();

  constructor(
    endpoint: { address: string; ca?: string },
    session: () => Promise<PubSubSession>,
    { silenceMs = SILENCE_MS } = {},
  ) {
    this.#endpoint = endpoint.address;
    this.#ca = endpoint.ca;
    this.#session = session;
    this.#silenceMs = silenceMs;
  }

  /** Throws only where there is no session to be had; every other end is told by `ended`. */
  async subscribe(
    { topic, replayId }: ChangeCursor,
    deliver: (delivery: ChangeDelivery) => Promise<void>,
  ): Promise<Subscription> {
    const metadata = metadataOf(await this.#session());
    const stream = this.#open().Subscribe(metadata);
    const ended = Promise.withResolvers<SubscriptionEnd>();
    const opened = Promise.withResolvers<boolean>();
    let isOver = false;
    let watchdog: NodeJS.Timeout | undefined;
    const end = (how: SubscriptionEnd) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(watchdog);
      opened.resolve(false);
      // gRPC reports the cancellation as an error, which is no news
      stream.on('error', () => undefined);
      stream.cancel();
      ended.resolve(how);
    };
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(
        () => end({ reason: 'lost', message: 'The event bus has been silent for too long.' }),
        this.#silenceMs,
      );
      watchdog.unref();
    };
    let last: Promise<void> = Promise.resolve();
    stream.on('metadata', () => opened.resolve(true));
    stream.on('data', (response: FetchResponse) => {
      opened.resolve(true);
      heard();
      // one after the other, so that the place kept is never ahead of what was dealt with
      last = last.then(async () => {
        if (isOver) return;
        try {
          await deliver(await this.#read(topic, response, metadata));
          const { pendingNumRequested: pending } = response;
          if (!isOver && pending < WINDOW / 2) stream.write({ topicName: topic, numRequested: WINDOW - pending });
        } catch (error) {
          end({ reason: 'lost', message: (error as Error).message });
        }
      });
    });
    stream.on('error', (error: ServiceError) => end(endOf(error)));
    stream.on('end', () => end({ reason: 'lost', message: 'The event bus ended the subscription.' }));
    stream.write({
      topicName: topic,
      numRequested: WINDOW,
      ...(replayId === undefined
        ? { replayPreset: 'LATEST' }
        : { replayPreset: 'CUSTOM', replayId: Buffer.from(replayId, 'base64') }),
    });
    heard();
    return {
      opened: opened.promise,
      ended: ended.promise,
      close: async () => {
        end({ reason: 'closed', message: 'Closed.' });
        await last;
      },
    };
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  #open(): PubSubClient {
    const secure = credentials.createSsl(this.#ca === undefined ? null : Buffer.from(this.#ca));
    this.#client ??= new Client(this.#endpoint, secure, {
      'grpc.keepalive_time_ms': 60_000,
      'grpc.keepalive_timeout_ms': 20_000,
    }) as unknown as PubSubClient;
    return this.#client;
  }

  async #read(topic: string, response: FetchResponse, metadata: Metadata): Promise<ChangeDelivery> {
    const changes: ChangeDelivery['changes'] = [];
    let isGap = false;
    for (const { event } of response.events) {
      const decoded = decodeEvent(await this.#type(event.schemaId, metadata), event.payload);
      if (decoded.isGap) isGap = true;
      if (decoded.change) changes.push(decoded.change);
    }
    const at = response.events.at(-1)?.replayId ?? response.latestReplayId;
    return { topic, changes, isGap, replayId: Buffer.from(at).toString('base64') };
  }

  #type(schemaId: string, metadata: Metadata): Promise<ReturnType<typeof eventType>> {
    const known = this.#types.get(schemaId);
    if (known) return known;
    const asked = new Promise<ReturnType<typeof eventType>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The event bus did not tell a schema in time.')), SCHEMA_MS);
      this.#open().GetSchema({ schemaId }, metadata, (error, schema) => {
        clearTimeout(timer);
        if (error || !schema)
          reject(new Error(`The event bus did not tell a schema: ${error?.details ?? 'no answer'}`));
        else resolve(eventType(schema.schemaJson));
      });
    });
    this.#types.set(schemaId, asked);
    // what failed is asked for again
    asked.catch(() => this.#types.delete(schemaId));
    return asked;
  }
}

function metadataOf({ accessToken, instanceUrl, organizationId }: PubSubSession): Metadata {
  const metadata = new Metadata();
  metadata.set('accesstoken', accessToken);
  metadata.set('instanceurl', instanceUrl);
  metadata.set('tenantid', organizationId);
  return metadata;
}

/** What an end means: https://developer.salesforce.com/docs/platform/pub-sub-api/guide/handling-errors.html */
function endOf(error: ServiceError): SubscriptionEnd {
  const errorCode = String(error.metadata?.get('error-code')[0] ?? '');
  // the words may repeat what was sent; the id of the call is for Salesforce's support alone
  const message = error.details.replace(/\s*rpcId:.*$/s, '').slice(0, 300);
  if (/replayid/i.test(errorCode) || (error.code === status.INVALID_ARGUMENT && /replay id/i.test(error.details)))
    return { reason: 'replay', message };
  if (error.code === status.UNAUTHENTICATED || /auth/.test(errorCode)) return { reason: 'auth', message };
  if ([status.NOT_FOUND, status.PERMISSION_DENIED, status.INVALID_ARGUMENT, status.UNIMPLEMENTED].includes(error.code))
    return { reason: 'off', message };
  return { reason: 'lost', message };
}
