import COMPANY_DOMAIN from '@salesforce/label/c.Setup_Visitors_Fact_CompanyDomain';
import COMPANY_LINK from '@salesforce/label/c.Setup_Visitors_Fact_CompanyLink';
import COMPANY_NAME from '@salesforce/label/c.Setup_Visitors_Fact_CompanyName';
import FIRST_SEEN from '@salesforce/label/c.Setup_Visitors_Fact_FirstSeen';
import LAST_SEEN from '@salesforce/label/c.Setup_Visitors_Fact_LastSeen';
import LINK from '@salesforce/label/c.Setup_Visitors_Fact_Link';
import PERSON_EMAIL from '@salesforce/label/c.Setup_Visitors_Fact_PersonEmail';
import PERSON_FIRST_NAME from '@salesforce/label/c.Setup_Visitors_Fact_PersonFirstName';
import PERSON_LAST_NAME from '@salesforce/label/c.Setup_Visitors_Fact_PersonLastName';
import PERSON_NAME from '@salesforce/label/c.Setup_Visitors_Fact_PersonName';
import PERSON_PHONE from '@salesforce/label/c.Setup_Visitors_Fact_PersonPhone';
import PERSON_TITLE from '@salesforce/label/c.Setup_Visitors_Fact_PersonTitle';
import SESSIONS from '@salesforce/label/c.Setup_Visitors_Fact_Sessions';
import UTM_CAMPAIGN from '@salesforce/label/c.Setup_Visitors_Fact_UtmCampaign';
import UTM_CONTENT from '@salesforce/label/c.Setup_Visitors_Fact_UtmContent';
import UTM_MEDIUM from '@salesforce/label/c.Setup_Visitors_Fact_UtmMedium';
import UTM_SOURCE from '@salesforce/label/c.Setup_Visitors_Fact_UtmSource';
import ADD from '@salesforce/label/c.Setup_Visitors_Mapping_Add';
import FACT from '@salesforce/label/c.Setup_Visitors_Mapping_Fact';
import FIELD from '@salesforce/label/c.Setup_Visitors_Mapping_Field';
import OBJECT from '@salesforce/label/c.Setup_Visitors_Mapping_Object';
import REMOVE from '@salesforce/label/c.Setup_Visitors_Mapping_Remove';

export const words = { add: ADD, fact: FACT, field: FIELD, object: OBJECT, remove: REMOVE };

/** What a visit tells, under the service's names. */
export const FACTS: Record<string, string> = {
  link: LINK,
  lastSeen: LAST_SEEN,
  firstSeen: FIRST_SEEN,
  sessions: SESSIONS,
  'utm.source': UTM_SOURCE,
  'utm.medium': UTM_MEDIUM,
  'utm.campaign': UTM_CAMPAIGN,
  'utm.content': UTM_CONTENT,
  'company.name': COMPANY_NAME,
  'company.domain': COMPANY_DOMAIN,
  'company.link': COMPANY_LINK,
  'person.name': PERSON_NAME,
  'person.firstName': PERSON_FIRST_NAME,
  'person.lastName': PERSON_LAST_NAME,
  'person.email': PERSON_EMAIL,
  'person.phone': PERSON_PHONE,
  'person.title': PERSON_TITLE,
};
