/** A fault in Salesforce's own words. `status` is the HTTP status; the body is `[{message, errorCode, fields?}]`. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[];
  constructor(status: number, errorCode: string, message: string, fields: string[] = []) {
    super(message);
    this.name = 'SalesforceError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** What the local org does not do, said loudly: HTTP 501 with the feature's name. */
export class NotImplementedHere extends SalesforceError {
  constructor(feature: string) {
    super(501, 'NOT_IMPLEMENTED', `The local org does not implement ${feature}.`);
    this.name = 'NotImplementedHere';
  }
}

/** An upsert's key matches several records: HTTP 300; `ids` are the records that it matches. */
export class MultipleMatches extends SalesforceError {
  readonly ids: string[];
  constructor(field: string, ids: string[]) {
    super(300, 'MULTIPLE_CHOICES', `${field}: more than one record found for external id field: [${ids.join(', ')}]`, [
      field,
    ]);
    this.name = 'MultipleMatches';
    this.ids = ids;
  }
}

export interface DuplicateResult {
  allowSave: boolean;
  duplicateRule: string;
  duplicateRuleEntityType: string;
  errorMessage: string;
  matchResults: {
    entityType: string;
    errors: [];
    matchEngine: string;
    matchRecords: {
      additionalInformation: [];
      fieldDiffs: [];
      matchConfidence: number;
      record: { attributes: { type: string; url: string }; Id: string };
    }[];
    rule: string;
    size: number;
    success: boolean;
  }[];
}

/** A duplicate rule has found records like the one that is saved. */
export class DuplicatesDetected extends SalesforceError {
  readonly duplicateResult: DuplicateResult;
  constructor(duplicateResult: DuplicateResult) {
    super(400, 'DUPLICATES_DETECTED', duplicateResult.errorMessage);
    this.name = 'DuplicatesDetected';
    this.duplicateResult = duplicateResult;
  }
}
