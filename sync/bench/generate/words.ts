/** Names and titles to draw from. None is anybody's: domains are of those kept for examples. */
export const FIRST = (
  'Ada Aiko Alain Amara Anna Ben Bruno Carla Chen Clara Daan Dina Elif Emma Farid Femi Grace Hana Hugo Ines Ivan Jane ' +
  'Joao Julia Kofi Lars Lea Lina Luca Maya Mina Nils Nora Omar Otto Paul Petra Rafael Rosa Sami Sara Sven Tara Tom Uma ' +
  'Vera Wei Yara Yusuf Zoe'
).split(' ');
export const LAST = (
  'Abe Adler Almeida Baker Bauer Bell Brandt Castro Chandra Cohen Costa Dahl Diaz Duval Eriksen Faure Fischer Garcia ' +
  'Gomes Haddad Hansen Ito Jansen Keller Khan Kim Kovac Lambert Larsen Lopez Marchand Meyer Mori Moreau Nakamura Novak ' +
  'Okafor Olsen Patel Peters Reyes Rossi Roy Sato Schmidt Silva Tanaka Varga Weber Yilmaz'
).split(' ');
export const COMPANY = (
  'Aldera Ambrel Arvento Basaltine Beryll Borealix Calvane Cendra Cobaltic Corvane Dalmera Dunewell Elmira Emberly Evora ' +
  'Falken Fennel Fjordane Galvia Glenhart Halden Harrowby Icarine Isolde Jadewell Juniper Kestrel Kelvane Lumen Lindora ' +
  'Marlow Merida Nimbus Northwind Oakline Opaline Parvel Pelican Quarry Quillon Ravelin Rowan Saffron Solvane Tamarin ' +
  'Tessera Umbra Valdor Verity Willow Yarrow Zephyra'
).split(' ');
export const COMPANY_KIND = 'Labs Group Systems Foods Logistics Health Energy Robotics Media Bank'.split(' ');
export const DEAL = ['Renewal', 'Expansion', 'New business', 'Pilot', 'Migration', 'Support plan'];
export const SUBJECT = (
  'pricing|demo|kick-off|security questions|contract review|quarterly review|onboarding|roadmap|technical deep dive|' +
  'legal terms|success plan|integration workshop|budget|next steps|requirements|proposal walk-through'
).split('|');
export const INTERNAL =
  'Team stand-up|Pipeline review|Forecast call|1:1|Deal desk|Sales enablement|Planning session|Retro'.split('|');
export const GENERIC = ['Call', 'Meeting', 'Zoom Meeting', 'Zoom', 'Video call', 'Teams meeting'];
export const NOT_LATIN = [
  '打ち合わせ 料金について',
  '製品デモと質疑応答',
  'Встреча по договору',
  'Обсуждение цен',
  'اجتماع المبيعات',
  'Συνάντηση για το συμβόλαιο',
];
export const BUSY =
  'Focus time|Lunch|Dentist|School run|Prep time|Gym|Busy|Hold|Guitar lesson|Physio|Read board papers|Expenses'.split(
    '|',
  );
export const FREEMAIL = ['gmail.com', 'outlook.com', 'gmx.de', 'orange.fr'];
