import type { Candidate } from 'c/conversationModel';
import type { Open } from './decision';

export interface Item {
  id: string;
  key?: string;
  title?: string;
  facts: string;
  who: string;
  summary?: string;
  evidence?: string;
  candidates: readonly Candidate[];
  open: Open;
}
export interface Receipt {
  outcome: string;
  entries: { outcome: string }[];
  match: { opportunityId?: string };
  names?: Record<string, string>;
}
export interface Standing {
  status: string;
  match: { status: string; evidence: string } | null;
}
export type Call = (operation: string, inputs: object) => Promise<unknown>;
/** What may be done all the same where somebody else has decided. */
export interface Anyway {
  label: string;
  run: () => Promise<void>;
}
/** `asking`: whether it is to be taken out; `told`: somebody else has decided. */
export type Stage = 'open' | 'asking' | 'told' | 'done';
