import { gql } from 'lightning/graphql';

/** All that the panel of a contact shows, in one request. */
// prettier-ignore
export const CONTACT_QUERY = gql`
query debriefVisitorContact($record: Contact_Filter, $chats: Conversation__c_Filter) {
uiapi { query {
  record: Contact(where: $record, first: 1) { edges { node {
    Id
    Visitor_Created__c @optional { value }
    Visitor_Link__c @optional { value }
    Visitor_Last_Seen__c @optional { value }
    Visitor_Sessions__c @optional { value }
    Visitor_UTM_Source__c @optional { value }
    Visitor_UTM_Medium__c @optional { value }
    Visitor_UTM_Campaign__c @optional { value }
    Visitor_UTM_Content__c @optional { value }
  } } }
  chats: Conversation__c(where: $chats, first: 3, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) @optional {
    totalCount
    edges { node {
      Id
      Title__c @optional { value }
      Started_At__c @optional { value }
    } }
  }
} }
}`;

/** The same of a lead. */
// prettier-ignore
export const LEAD_QUERY = gql`
query debriefVisitorLead($record: Lead_Filter, $chats: Conversation__c_Filter) {
uiapi { query {
  record: Lead(where: $record, first: 1) { edges { node {
    Id
    Visitor_Created__c @optional { value }
    Visitor_Link__c @optional { value }
    Visitor_Last_Seen__c @optional { value }
    Visitor_Sessions__c @optional { value }
    Visitor_UTM_Source__c @optional { value }
    Visitor_UTM_Medium__c @optional { value }
    Visitor_UTM_Campaign__c @optional { value }
    Visitor_UTM_Content__c @optional { value }
  } } }
  chats: Conversation__c(where: $chats, first: 3, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) @optional {
    totalCount
    edges { node {
      Id
      Title__c @optional { value }
      Started_At__c @optional { value }
    } }
  }
} }
}`;

/** An account, its contacts that were seen, and the leads that were seen with an address of its domain. */
// prettier-ignore
export const ACCOUNT_QUERY = gql`
query debriefVisitorAccount(
  $record: Account_Filter, $contacts: Contact_Filter, $leads: Lead_Filter, $chats: Conversation__c_Filter
) {
uiapi { query {
  record: Account(where: $record, first: 1) { edges { node {
    Id
    Visitor_Created__c @optional { value }
    Visitor_Link__c @optional { value }
  } } }
  contacts: Contact(where: $contacts, first: 5, orderBy: { Visitor_Last_Seen__c: { order: DESC, nulls: LAST } }) @optional {
    totalCount
    edges { node {
      Id
      Name @optional { value }
      Visitor_Last_Seen__c @optional { value }
      Visitor_Sessions__c @optional { value }
    } }
  }
  leads: Lead(where: $leads, first: 5, orderBy: { Visitor_Last_Seen__c: { order: DESC, nulls: LAST } }) @optional {
    totalCount
    edges { node {
      Id
      Name @optional { value }
      Visitor_Last_Seen__c @optional { value }
      Visitor_Sessions__c @optional { value }
    } }
  }
  chats: Conversation__c(where: $chats, first: 3, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) @optional {
    totalCount
    edges { node {
      Id
      Title__c @optional { value }
      Started_At__c @optional { value }
    } }
  }
} }
}`;
