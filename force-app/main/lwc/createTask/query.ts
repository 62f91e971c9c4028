import { gql } from 'lightning/graphql';

/** What a task of a conversation may be about, who it may be with, and who may own it. */
export const TASK_QUERY = gql`
  query debriefTask($conversation: Conversation__c_Filter, $promiser: User_Filter) {
    uiapi {
      query {
        promiser: User(where: $promiser, first: 2) @optional {
          edges {
            node {
              Id
              Name @optional {
                value
              }
            }
          }
        }
        shown: Conversation__c(where: $conversation, first: 1) {
          edges {
            node {
              Id
              Title__c @optional {
                value
              }
              Started_At__c @optional {
                value
              }
              Link__c @optional {
                value
              }
              Opportunity__r @optional {
                Id
                Name @optional {
                  value
                }
              }
              Account__r @optional {
                Id
                Name @optional {
                  value
                }
              }
              Contact__r @optional {
                Id
                Name @optional {
                  value
                }
              }
              Lead__r @optional {
                Id
                Name @optional {
                  value
                }
              }
              Conversation_Participants__r(first: 100) @optional {
                edges {
                  node {
                    Id
                    Name @optional {
                      value
                    }
                    Side__c @optional {
                      value
                    }
                    Contact__c @optional {
                      value
                    }
                    Lead__c @optional {
                      value
                    }
                    User__c @optional {
                      value
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;
