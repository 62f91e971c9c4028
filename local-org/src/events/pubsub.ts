/**
 * Salesforce's Pub/Sub API: topics, schemas and subscriptions over gRPC and TLS.
 * https://developer.salesforce.com/docs/platform/pub-sub-api/guide/intro.html
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  loadPackageDefinition,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type ServerDuplexStream,
  type ServiceClientConstructor,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import avro from 'avsc';
import type { Org, Session } from '../data/types.ts';
import { isGoodFor } from '../rest/http.ts';
import { bitmapsOf, eventBody, eventSchemaOf } from './avro-schema.ts';
import type { Certificate } from './certificate.ts';
import type { ChangeEvent } from './change-events.ts';

export interface PubSubServer {
  port: number;
  /** Topics that somebody is subscribed to now. */
  topics: () => string[];
  /** Ends every stream as a lost connection does, and goes on listening. */
  dropConnections(): void;
  close(): Promise<void>;
}

export interface PubSubOptions {
  port: number;
  certificate: Certificate;
  /** How long a subscription is silent before it is told that it lives; 270 s at most as documented. */
  keepaliveMs?: number;
}

interface FetchRequest {
  topicName: string;
  replayPreset: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  replayId: Buffer;
  numRequested: number;
}
interface FetchResponse {
  events: unknown[];
  latestReplayId: Buffer;
  rpcId: string;
  pendingNumRequested: number;
}
type Stream = ServerDuplexStream<FetchRequest, FetchResponse>;

const KEEPALIVE_MS = 270_000;
/** https://developer.salesforce.com/docs/platform/pub-sub-api/guide/allocations.html */
const MOST_REQUESTED = 100;
const ALL = '/data/ChangeEvents';

/** Error codes: https://developer.salesforce.com/docs/platform/pub-sub-api/guide/handling-errors.html */
class Refusal extends Error {
  readonly code: status;
  readonly details: string;
  readonly metadata = new Metadata();
  constructor(code: status, errorCode: string, sentence: string) {
    const rpcId = randomUUID();
    const details = `${sentence} rpcId: ${rpcId}`;
    super(details);
    this.code = code;
    this.details = details;
    this.metadata.set('error-code', `sfdc.platform.eventbus.grpc.${errorCode}`);
    this.metadata.set('rpc-id', rpcId);
  }
}

const definition = loadSync(path.join(import.meta.dirname, 'pubsub.proto'), { enums: String, defaults: true });
const { PubSub } = (
  loadPackageDefinition(definition) as unknown as { eventbus: { v1: { PubSub: ServiceClientConstructor } } }
).eventbus.v1;

/** Starts the service on 127.0.0.1. Throws where the port is taken. */
export async function startPubSub(org: Org, options: PubSubOptions): Promise<PubSubServer> {
  const { changeEvents } = org;
  const open = new Map<Stream, string>();

  /** Tenant, instance address and token of each call: https://developer.salesforce.com/docs/platform/pub-sub-api/guide/supported-auth.html */
  function sessionOf(metadata: Metadata): Session {
    const of = (name: string) => String(metadata.get(name)[0] ?? '');
    const session = org.sessionByToken(of('accesstoken'));
    const isTenant = of('tenantid').includes(org.organizationId.slice(0, 15));
    if (!session || !isTenant || of('instanceurl') === '')
      throw new Refusal(
        status.UNAUTHENTICATED,
        'service.auth.error',
        'An authentication exception occurred. Provide valid authentication via metadata headers.',
      );
    const mayUseApi = org.setup.switches.isApiOn && session.access.hasUserPermission('ApiEnabled');
    if (!mayUseApi || !isGoodFor(org, of('accesstoken'), ['api']))
      throw new Refusal(status.PERMISSION_DENIED, 'service.auth.error', 'The user may not use the API.');
    return session;
  }

  /** The entity of a topic, null for all of them. */
  function entityOf(session: Session, topic: string): string | null {
    if (topic === ALL) return null;
    const name = /^\/data\/(\w+)ChangeEvent$/.exec(topic)?.[1] ?? '';
    const object = changeEvents.object(name);
    if (!object || !changeEvents.isSelected(object.name))
      throw new Refusal(status.NOT_FOUND, 'topic.not.found', `The topic ${topic} was not found.`);
    // https://developer.salesforce.com/docs/platform/change-data-capture/guide/cdc-security-perms.html
    if (!session.access.canRead(object.name) || !session.access.canViewAll(object.name))
      throw new Refusal(
        status.PERMISSION_DENIED,
        'subscription.permission.denied',
        `The user does not have the permission to subscribe to ${topic}.`,
      );
    return object.name;
  }

  function encoded(session: Session, event: ChangeEvent): unknown {
    const object = changeEvents.object(event.entity);
    if (!object) return undefined;
    const schema = eventSchemaOf(object);
    const isVisible = (field: string) => session.access.canRead(object.name, field);
    const given = (field: string) => Object.hasOwn(event.values, field) && isVisible(field);
    const payload = typeOf(schema.id, schema.json).toBuffer({
      ChangeEventHeader: {
        entityName: event.entity,
        recordIds: event.recordIds,
        changeType: event.changeType,
        changeOrigin: event.changeOrigin,
        transactionKey: event.transactionKey,
        sequenceNumber: event.sequenceNumber,
        commitTimestamp: event.at,
        commitNumber: event.n,
        commitUser: event.commitUser,
        nulledFields: bitmapsOf(schema, event.nulledFields.filter(isVisible)),
        diffFields: [],
        changedFields: bitmapsOf(schema, event.changedFields.filter(isVisible)),
      },
      ...eventBody(schema, event.values, given),
    });
    return {
      event: { id: randomUUID(), schemaId: schema.id, payload },
      replayId: changeEvents.replayId(event.n),
    };
  }

  function positionOf(request: FetchRequest): number {
    switch (request.replayPreset) {
      case 'EARLIEST':
        return 0;
      case 'LATEST':
        return changeEvents.latest;
      case 'CUSTOM': {
        if (request.replayId.length === 0)
          throw new Refusal(
            status.INVALID_ARGUMENT,
            'subscription.fetch.replayid.validation.failed',
            'The Replay ID validation failed: with the preset CUSTOM a Replay ID is given.',
          );
        const n = changeEvents.position(request.replayId);
        if (n === undefined)
          throw new Refusal(
            status.INVALID_ARGUMENT,
            'subscription.fetch.replayid.corrupted',
            'The Replay ID value is not valid. Ensure that the event stream still has it.',
          );
        return n;
      }
    }
  }

  function subscribe(stream: Stream): void {
    let session: Session;
    let topic: { name: string; entity: string | null } | undefined;
    let at = 0;
    let wanted = 0;
    let keepalive: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(keepalive);
      stopListening();
      open.delete(stream);
    };
    const refuse = (error: unknown) => {
      end();
      stream.emit('error', error);
    };
    const write = (events: unknown[]) => {
      stream.write({
        events,
        latestReplayId: changeEvents.replayId(at),
        rpcId: randomUUID(),
        pendingNumRequested: wanted,
      });
      clearTimeout(keepalive);
      keepalive = setTimeout(() => write([]), options.keepaliveMs ?? KEEPALIVE_MS);
    };
    const pump = () => {
      while (topic && wanted > 0) {
        const { entity } = topic;
        const found = changeEvents.after(at, entity, Math.min(wanted, MOST_REQUESTED));
        const last = found.at(-1);
        if (!last) return;
        at = last.n;
        const mine = found.filter(
          (event) =>
            entity !== null || (changeEvents.isSelected(event.entity) && session.access.canViewAll(event.entity)),
        );
        wanted -= mine.length;
        if (mine.length > 0) write(mine.flatMap((event) => encoded(session, event) ?? []));
      }
    };
    const stopListening = changeEvents.listen(pump);
    open.set(stream, '');
    stream.on('data', (request: FetchRequest) => {
      try {
        session = sessionOf(stream.metadata);
        if (request.numRequested < 1)
          throw new Refusal(
            status.INVALID_ARGUMENT,
            'subscription.fetch.requested.events.invalid',
            'The number of requested events must be more than 0.',
          );
        if (topic && request.topicName !== '' && request.topicName !== topic.name)
          throw new Refusal(status.INVALID_ARGUMENT, 'subscription.topic.changed', 'A stream keeps to its topic.');
        if (!topic) {
          const entity = entityOf(session, request.topicName);
          at = positionOf(request);
          topic = { name: request.topicName, entity };
          open.set(stream, topic.name);
          // a client learns that it is subscribed before the first event
          stream.sendMetadata(new Metadata());
        }
        wanted = Math.min(wanted + request.numRequested, MOST_REQUESTED);
        keepalive ??= setTimeout(() => write([]), options.keepaliveMs ?? KEEPALIVE_MS);
        pump();
      } catch (error) {
        refuse(error);
      }
    });
    stream.on('end', () => {
      end();
      stream.end();
    });
    stream.on('cancelled', end);
    stream.on('error', end);
  }

  const unary =
    <Request, Answer>(work: (session: Session, request: Request) => Answer): handleUnaryCall<Request, Answer> =>
    (call, answer) => {
      try {
        answer(null, work(sessionOf(call.metadata), call.request));
      } catch (error) {
        answer(error as Refusal);
      }
    };
  const missing = (what: string): Refusal =>
    new Refusal(status.UNIMPLEMENTED, 'service.unimplemented', `The local org does not implement ${what}.`);

  const server = new Server();
  const handlers: Record<string, UntypedHandleCall> = {
    GetTopic: unary((session, { topicName }: { topicName: string }) => {
      const entity = entityOf(session, topicName);
      const object = entity === null ? undefined : changeEvents.object(entity);
      return {
        topicName,
        tenantGuid: `core/local/${org.organizationId}`,
        canPublish: false,
        canSubscribe: true,
        schemaId: object ? eventSchemaOf(object).id : '',
        rpcId: randomUUID(),
      };
    }),
    GetSchema: unary((_session, { schemaId }: { schemaId: string }) => {
      const schema = changeEvents.schemaById(schemaId);
      if (!schema) throw new Refusal(status.NOT_FOUND, 'schema.not.found', `The schema ${schemaId} was not found.`);
      return { schemaJson: schema.json, schemaId, rpcId: randomUUID() };
    }),
    Subscribe: subscribe as UntypedHandleCall,
    Publish: unary(() => {
      throw missing('Publish of Pub/Sub API');
    }),
    PublishStream: ((stream: Stream) =>
      void stream.emit('error', missing('PublishStream of Pub/Sub API'))) as UntypedHandleCall,
    ManagedSubscribe: ((stream: Stream) =>
      void stream.emit('error', missing('ManagedSubscribe of Pub/Sub API'))) as UntypedHandleCall,
  };
  server.addService(PubSub.service, handlers);
  const { key, cert } = options.certificate;
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(key), cert_chain: Buffer.from(cert) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    topics: () => [...open.values()].filter(Boolean),
    dropConnections() {
      for (const stream of open.keys())
        stream.emit('error', { code: status.UNAVAILABLE, details: 'RST_STREAM closed stream' });
    },
    close: () =>
      new Promise((resolve) => {
        server.forceShutdown();
        resolve();
      }),
  };
}

const types = new Map<string, avro.Type>();

function typeOf(id: string, json: string): avro.Type {
  const known = types.get(id) ?? avro.Type.forSchema(JSON.parse(json) as avro.Schema, { wrapUnions: true });
  types.set(id, known);
  return known;
}
