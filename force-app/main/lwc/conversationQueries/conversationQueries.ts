import { gql } from 'lightning/graphql';

/**
 * `@optional` lets a person who may not see a field still see the rest
 * (https://developer.salesforce.com/docs/platform/graphql/guide/query-record-objects.html).
 */
export const CONVERSATION_QUERY = gql`
  query debriefConversation($all: Conversation__c_Filter, $shown: Conversation__c_Filter) {
    uiapi {
      query {
        all: Conversation__c(where: $all, first: 20, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          edges {
            node {
              Id
              Title__c @optional {
                value
              }
              Kind__c @optional {
                value
                displayValue
              }
              Started_At__c @optional {
                value
              }
            }
          }
        }
        shown: Conversation__c(where: $shown, first: 1, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          edges {
            node {
              Id
              Title__c @optional {
                value
              }
              Kind__c @optional {
                value
                displayValue
              }
              Status__c @optional {
                value
              }
              Started_At__c @optional {
                value
              }
              Duration__c @optional {
                value
              }
              Provider__c @optional {
                value
              }
              Link__c @optional {
                value
              }
              Language__c @optional {
                value
              }
              Summary__c @optional {
                value
              }
              Next_Steps__c @optional {
                value
              }
              Body__c @optional {
                value
              }
              Topics__c @optional {
                value
              }
              Tags__c @optional {
                value
              }
              Consent__c @optional {
                value
              }
              Match_Status__c @optional {
                value
              }
              Match_Rule__c @optional {
                value
              }
              Match_Evidence__c @optional {
                value
              }
              Last_Error__c @optional {
                value
              }
              Account__r @optional {
                Id
                Name @optional {
                  value
                }
              }
              Opportunity__r @optional {
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
              Conversation_Moments__r(first: 500, orderBy: { Start__c: { order: ASC, nulls: LAST } }) @optional {
                edges {
                  node {
                    Id
                    Type__c @optional {
                      value
                    }
                    Start__c @optional {
                      value
                    }
                    End__c @optional {
                      value
                    }
                    Text__c @optional {
                      value
                    }
                    Speaker__c @optional {
                      value
                    }
                    Author__c @optional {
                      value
                    }
                    Due__c @optional {
                      value
                    }
                    Done__c @optional {
                      value
                    }
                  }
                }
              }
              Conversation_Participants__r(first: 100) @optional {
                edges {
                  node {
                    Id
                    Name @optional {
                      value
                    }
                    Email__c @optional {
                      value
                    }
                    Phone__c @optional {
                      value
                    }
                    Side__c @optional {
                      value
                    }
                    Talk_Seconds__c @optional {
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

export const OPPORTUNITY_QUERY = gql`
  query debriefOpportunity(
    $opportunity: Opportunity_Filter
    $ofDeal: Conversation__c_Filter
    $listed: Conversation__c_Filter
    $open: Conversation_Moment__c_Filter
    $theirs: Conversation_Participant__c_Filter
    $rows: Int
  ) {
    uiapi {
      query {
        opportunity: Opportunity(where: $opportunity, first: 1) {
          edges {
            node {
              Id
              StageName @optional {
                value
                displayValue
              }
              Amount @optional {
                value
                displayValue
              }
              CloseDate @optional {
                value
              }
              OpportunityContactRoles(first: 100) @optional {
                edges {
                  node {
                    Id
                    ContactId @optional {
                      value
                    }
                    Role @optional {
                      value
                      displayValue
                    }
                  }
                }
              }
            }
          }
        }
        latest: Conversation__c(where: $ofDeal, first: 1, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          totalCount
          edges {
            node {
              Id
              Started_At__c @optional {
                value
              }
              Stage_Then__c @optional {
                value
                displayValue
              }
              Amount_Then__c @optional {
                value
                displayValue
              }
              Close_Date_Then__c @optional {
                value
              }
            }
          }
        }
        list: Conversation__c(where: $listed, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              Id
              Title__c @optional {
                value
              }
              Kind__c @optional {
                value
                displayValue
              }
              Status__c @optional {
                value
              }
              Started_At__c @optional {
                value
              }
              Duration__c @optional {
                value
              }
              Summary__c @optional {
                value
              }
              Match_Status__c @optional {
                value
              }
              highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
                totalCount
                edges {
                  node {
                    Id
                  }
                }
              }
            }
          }
        }
        commitments: Conversation_Moment__c(where: $open, first: 100, orderBy: { Due__c: { order: ASC, nulls: LAST } })
          @optional {
          edges {
            node {
              Id
              Text__c @optional {
                value
              }
              Author__c @optional {
                value
              }
              Due__c @optional {
                value
              }
              Done__c @optional {
                value
              }
            }
          }
        }
        people: Conversation_Participant__c(where: $theirs, first: 500) @optional {
          edges {
            node {
              Id
              Name @optional {
                value
              }
              Email__c @optional {
                value
              }
              Phone__c @optional {
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
              Conversation__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;
