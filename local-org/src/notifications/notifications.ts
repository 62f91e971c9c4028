/** Custom notifications: sent by the invocable action, read by the bell. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../data/store/store.ts';

export interface Notification {
  id: string;
  /** DeveloperName of its custom notification type. */
  type: string;
  recipientId: string;
  title: string;
  body: string;
  /** Id of the record that it leads to, or a page reference as JSON; null where it has the other. */
  target: string | null;
  targetPageRef: string | null;
  /** ISO 8601, UTC. */
  at: string;
  read: boolean;
  seen: boolean;
}

export interface Mark {
  read?: boolean;
  seen?: boolean;
}

export class Notifications {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.database.exec(
      `CREATE TABLE IF NOT EXISTS "_notification" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, recipientId TEXT NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL,
         body TEXT NOT NULL, target TEXT, targetPageRef TEXT, at TEXT NOT NULL, read INTEGER NOT NULL, seen INTEGER NOT NULL);
       CREATE INDEX IF NOT EXISTS "_notification.recipientId" ON "_notification" (recipientId, n)`,
    );
  }

  add(notification: Omit<Notification, 'id' | 'at' | 'read' | 'seen'>): void {
    const { recipientId, type, title, body, target, targetPageRef } = notification;
    this.#store
      .statement(
        `INSERT INTO "_notification" (id, recipientId, type, title, body, target, targetPageRef, at, read, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
      )
      .run(
        randomBytes(16).toString('hex'),
        recipientId,
        type,
        title,
        body,
        target,
        targetPageRef,
        new Date().toISOString(),
      );
  }

  /** A user's own, newest first; `before` and `after` are ISO times. */
  of(recipientId: string, { before = '9999', after = '', size = 10 } = {}): Notification[] {
    return this.#store
      .statement('SELECT * FROM "_notification" WHERE recipientId = ? AND at < ? AND at > ? ORDER BY n DESC LIMIT ?')
      .all(recipientId, before, after, size)
      .map(notificationOf);
  }

  /** Undefined where it is none of this user's. */
  byId(recipientId: string, id: string): Notification | undefined {
    const row = this.#store
      .statement('SELECT * FROM "_notification" WHERE recipientId = ? AND id = ?')
      .get(recipientId, id);
    return row && notificationOf(row);
  }

  count(recipientId: string): { unread: number; unseen: number } {
    const row = this.#store
      .statement(
        'SELECT coalesce(sum(1 - read), 0) AS unread, coalesce(sum(1 - seen), 0) AS unseen FROM "_notification" WHERE recipientId = ?',
      )
      .get(recipientId);
    return { unread: Number(row?.['unread']), unseen: Number(row?.['unseen']) };
  }

  /** What is read is seen too; what is not seen is not read. Marks the one, or all of the user's. */
  mark(recipientId: string, id: string | null, { read, seen }: Mark): void {
    const [isRead, isSeen] = [seen === false ? false : read, read === true ? true : seen];
    this.#store
      .statement(
        'UPDATE "_notification" SET read = coalesce(?, read), seen = coalesce(?, seen) WHERE recipientId = ? AND (? IS NULL OR id = ?)',
      )
      .run(bit(isRead), bit(isSeen), recipientId, id, id);
  }
}

const bit = (value: boolean | undefined): number | null => (value === undefined ? null : Number(value));

function notificationOf(row: Record<string, unknown>): Notification {
  const { id, type, recipientId, title, body, target, targetPageRef, at } = row as unknown as Notification;
  return {
    id,
    type,
    recipientId,
    title,
    body,
    target,
    targetPageRef,
    at,
    read: row['read'] === 1,
    seen: row['seen'] === 1,
  };
}
