import { fill } from 'c/conversationModel';
import type { SyncFault } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface Telling {
  title: string;
  text: string;
  setupPath?: string;
  /** Whether what the service said adds something. */
  withMessage: boolean;
}

const CREDENTIALS = '/lightning/setup/NamedCredential/home';
const TELLINGS: Record<SyncFault['kind'], Telling> = {
  key: { title: words.keyTitle, text: words.keyText, setupPath: CREDENTIALS, withMessage: false },
  offline: { title: words.offlineTitle, text: words.offlineText, setupPath: CREDENTIALS, withMessage: false },
  timeout: { title: words.timeoutTitle, text: words.timeoutText, withMessage: false },
  noFlow: {
    title: words.noFlowTitle,
    text: words.noFlowText,
    setupPath: '/lightning/setup/PermSets/home',
    withMessage: false,
  },
  forbidden: {
    title: words.forbiddenTitle,
    text: words.forbiddenText,
    setupPath: '/lightning/setup/PermSets/home',
    withMessage: true,
  },
  notFound: { title: words.notFoundTitle, text: words.notFoundText, withMessage: true },
  refused: { title: words.refusedTitle, text: words.refusedText, withMessage: true },
  unknown: { title: words.unknownTitle, text: words.unknownText, withMessage: true },
};

/** A fault on the road to the service, in words, with its mend. */
export default class SetupFault extends LightningElement {
  @api fault?: SyncFault;

  get heading(): string {
    return this.telling.title;
  }

  get text(): string {
    return this.telling.text;
  }

  get setupPath(): string | undefined {
    return this.telling.setupPath;
  }

  get detail(): string | undefined {
    return (this.telling.withMessage && this.fault?.message) || undefined;
  }

  /** For whoever can mend it, where the reader may not be the one. */
  get message(): string | undefined {
    if (!this.setupPath) return undefined;
    return fill(words.forAdmin, this.heading, this.text, this.fault?.message ?? '').trim();
  }

  private get telling(): Telling {
    return TELLINGS[this.fault?.kind ?? 'unknown'];
  }
}
