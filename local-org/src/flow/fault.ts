/** What fails an element: the interview goes along its fault connector, and the message is `$Flow.FaultMessage`. */
export class FlowFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FlowFault';
  }
}

/**
 * A limit of the transaction is used up: nothing catches that, and everything is taken back.
 * https://help.salesforce.com/s/articleView?id=platform.flow_considerations_limit_transaction.htm
 */
export class LimitExceeded extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LimitExceeded';
  }
}
