/** Why a conversation could not be read: words for an admin, never with the key or words of the conversation. */
export class AiFault extends Error {
  /** It may work later by itself: the endpoint was busy or out of reach. */
  readonly isPassing: boolean;

  constructor(message: string, { isPassing = false } = {}) {
    super(message);
    this.name = 'AiFault';
    this.isPassing = isPassing;
  }
}
