/** An email as it is given to be taken in. */
import type { Mail } from '../../email/mail.ts';
import type { EmailJson } from '../../email/read-json.ts';
import type { MimeSource } from '../../email/read-mime.ts';

export interface RawEmail {
  /** The address of the user whose mailbox it is from. */
  mailbox: string;
  /** RFC 5322 bytes, as they are, as latin1 or as they come; JSON; or what fetches the bytes, undefined where they are gone. */
  source: MimeSource | EmailJson | (() => Promise<Buffer | undefined>);
  /** Its headers, without a text: what they refuse is not fetched. Needed where `source` fetches. */
  head?: Mail;
  /** Where its owner opens it. */
  link?: string;
  /** The mailbox's own id, to fetch it again. */
  providerId?: string;
}
