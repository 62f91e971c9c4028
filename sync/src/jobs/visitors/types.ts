import type { RecordPlan, RecordReceipt } from '../../plan/types.ts';
import type { VisitorRecord } from '../../store/visitors.ts';
import type { AccountFound } from '../../visitor/account.ts';
import type { Crm } from '../../visitor/crm.ts';
import type { PersonFound } from '../../visitor/person.ts';
import type { VisitInput, Written } from '../../visitor/plan/types.ts';
import type { Said } from '../../visitor/said.ts';

/** One visitor on the way through a run. */
export interface Visit {
  record: VisitorRecord;
  said: Said;
}

export interface PlannedVisit extends Visit {
  account: AccountFound;
  person: PersonFound;
  crm: Crm;
  input: Omit<VisitInput, 'remark'>;
  plan: RecordPlan;
  /** Of an account that it makes. */
  makesFor?: string;
  written: Written;
}

export interface WrittenVisit {
  visit: PlannedVisit;
  receipt: RecordReceipt;
}
