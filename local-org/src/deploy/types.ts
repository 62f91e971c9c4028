/** What Metadata API says of a deployment. Metadata API Developer Guide, `deploy()`, `DeployResult` and `DeployMessage`. */
import { SalesforceError } from '../data/faults/errors.ts';

export interface DeployOptions {
  checkOnly: boolean;
  ignoreWarnings: boolean;
  rollbackOnError: boolean;
  singlePackage: boolean;
  allowMissingFiles: boolean;
  testLevel: 'NoTestRun' | 'RunLocalTests';
}

export type DeployStatus =
  'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceling' | 'Canceled';

/** A component that was taken, or was refused with a problem. */
export interface DeployMessage {
  componentType: string;
  fullName: string;
  /** Within the archive. */
  fileName: string;
  success: boolean;
  changed: boolean;
  created: boolean;
  deleted: boolean;
  warning: boolean;
  createdDate: string;
  problem?: string;
  problemType?: 'Error' | 'Warning';
  /** From 1, in the file named. */
  lineNumber?: number;
  columnNumber?: number;
}

export interface DeployResult {
  id: string;
  status: DeployStatus;
  done: boolean;
  success: boolean;
  checkOnly: boolean;
  ignoreWarnings: boolean;
  rollbackOnError: boolean;
  runTestsEnabled: boolean;
  createdBy: string;
  createdByName: string;
  createdDate: string;
  startDate?: string;
  lastModifiedDate: string;
  completedDate?: string;
  canceledBy?: string;
  canceledByName?: string;
  stateDetail?: string;
  errorMessage?: string;
  errorStatusCode?: string;
  numberComponentsTotal: number;
  numberComponentsDeployed: number;
  numberComponentErrors: number;
  numberTestsTotal: number;
  numberTestsCompleted: number;
  numberTestErrors: number;
  details: { componentSuccesses: DeployMessage[]; componentFailures: DeployMessage[]; runTestResult: RunTestsResult };
}

/** There is no Apex in this org: no test ever runs. */
export interface RunTestsResult {
  numFailures: number;
  numTestsRun: number;
  totalTime: number;
}

/** A component of an archive, and its files once they are in source format. */
export interface Component {
  type: string;
  fullName: string;
  /** Within the archive. */
  fileName: string;
  /** Below the source folder; a field's own file for a field, all of an object's for the object. */
  files: string[];
}

/** A deployment that fails as a whole, whatever its components are. */
export class DeployFault extends SalesforceError {
  constructor(errorCode: string, message: string) {
    super(400, errorCode, message);
    this.name = 'DeployFault';
  }
}
