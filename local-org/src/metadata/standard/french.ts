import type { ObjectTranslation } from '../types.ts';

/** What the standard objects are called in French: labels by field, and picklist values where they have a translation. */
interface French {
  label: string | null;
  labelPlural: string | null;
  fields: Record<string, string>;
  values?: Record<string, Record<string, string>>;
}

const AUDIT = {
  OwnerId: 'Propriétaire',
  CreatedById: 'Créé par',
  CreatedDate: 'Date de création',
  LastModifiedById: 'Dernière modification par',
  LastModifiedDate: 'Date de dernière modification',
  LastActivityDate: 'Dernière activité',
};

const address = (prefix: string, kind: string) => ({
  [`${prefix}Street`]: `Rue (${kind})`,
  [`${prefix}City`]: `Ville (${kind})`,
  [`${prefix}State`]: `État/Province (${kind})`,
  [`${prefix}PostalCode`]: `Code postal (${kind})`,
  [`${prefix}Country`]: `Pays (${kind})`,
  [`${prefix}Address`]: `Adresse (${kind})`,
});

const PERSON = {
  Name: 'Nom',
  FirstName: 'Prénom',
  LastName: 'Nom de famille',
  Salutation: 'Civilité',
  Title: 'Titre',
  Phone: 'Téléphone',
  MobilePhone: 'Mobile',
  Fax: 'Télécopie',
  Email: 'E-mail',
  Description: 'Description',
};

const LEAD_SOURCES = {
  Web: 'Web',
  'Phone Inquiry': 'Demande par téléphone',
  'Partner Referral': 'Recommandation d’un partenaire',
  'Purchased List': 'Liste achetée',
  Other: 'Autre',
};

const RATINGS = { Hot: 'Très intéressé', Warm: 'Intéressé', Cold: 'Peu intéressé' };

const INDUSTRIES = {
  Agriculture: 'Agriculture',
  Apparel: 'Habillement',
  Banking: 'Banque',
  Biotechnology: 'Biotechnologie',
  Chemicals: 'Chimie',
  Communications: 'Communications',
  Construction: 'Construction',
  Consulting: 'Conseil',
  Education: 'Éducation',
  Electronics: 'Électronique',
  Energy: 'Énergie',
  Engineering: 'Ingénierie',
  Entertainment: 'Divertissement',
  Environmental: 'Environnement',
  Finance: 'Finance',
  'Food & Beverage': 'Alimentation et boissons',
  Government: 'Administration publique',
  Healthcare: 'Santé',
  Hospitality: 'Hôtellerie',
  Insurance: 'Assurance',
  Machinery: 'Machines',
  Manufacturing: 'Industrie',
  Media: 'Médias',
  'Not For Profit': 'Organisme à but non lucratif',
  Other: 'Autre',
  Recreation: 'Loisirs',
  Retail: 'Commerce de détail',
  Shipping: 'Expédition',
  Technology: 'Technologie',
  Telecommunications: 'Télécommunications',
  Transportation: 'Transports',
  Utilities: 'Services publics',
};

const ACTIVITY = {
  ...AUDIT,
  OwnerId: 'Attribué à',
  Subject: 'Objet',
  WhoId: 'Nom',
  WhatId: 'Relatif à',
  AccountId: 'Compte',
  ActivityDate: 'Date d’échéance',
  Type: 'Type',
  Description: 'Description',
};

const ACTIVITY_TYPES = { Call: 'Appel', Email: 'E-mail', Meeting: 'Réunion', Other: 'Autre' };

const FRENCH: Record<string, French> = {
  Account: {
    label: 'Compte',
    labelPlural: 'Comptes',
    fields: {
      ...AUDIT,
      ...address('Billing', 'facturation'),
      ...address('Shipping', 'expédition'),
      Name: 'Nom du compte',
      OwnerId: 'Propriétaire du compte',
      ParentId: 'Compte parent',
      Type: 'Type',
      Industry: 'Secteur d’activité',
      Phone: 'Téléphone',
      Fax: 'Télécopie',
      Website: 'Site Web',
      AccountNumber: 'Numéro de compte',
      AnnualRevenue: 'Revenu annuel',
      NumberOfEmployees: 'Employés',
      Ownership: 'Propriété',
      TickerSymbol: 'Symbole boursier',
      Rating: 'Évaluation',
      Site: 'Site du compte',
      Sic: 'Code SIC',
      SicDesc: 'Description SIC',
      AccountSource: 'Source du compte',
      Description: 'Description',
    },
    values: {
      Industry: INDUSTRIES,
      AccountSource: LEAD_SOURCES,
      Rating: RATINGS,
      Type: {
        Analyst: 'Analyste',
        Competitor: 'Concurrent',
        Customer: 'Client',
        Integrator: 'Intégrateur',
        Investor: 'Investisseur',
        Partner: 'Partenaire',
        Press: 'Presse',
        Prospect: 'Client potentiel',
        Reseller: 'Revendeur',
        Other: 'Autre',
      },
    },
  },
  Contact: {
    label: 'Contact',
    labelPlural: 'Contacts',
    fields: {
      ...AUDIT,
      ...PERSON,
      ...address('Mailing', 'correspondance'),
      ...address('Other', 'autre'),
      OwnerId: 'Propriétaire du contact',
      AccountId: 'Nom du compte',
      ReportsToId: 'Responsable hiérarchique',
      HomePhone: 'Téléphone personnel',
      OtherPhone: 'Autre téléphone',
      AssistantPhone: 'Téléphone de l’assistant',
      AssistantName: 'Assistant',
      Department: 'Service',
      LeadSource: 'Origine de la piste',
      Birthdate: 'Date de naissance',
    },
    values: { LeadSource: LEAD_SOURCES },
  },
  Lead: {
    label: 'Piste',
    labelPlural: 'Pistes',
    fields: {
      ...AUDIT,
      ...PERSON,
      OwnerId: 'Propriétaire de la piste',
      Company: 'Société',
      Street: 'Rue',
      City: 'Ville',
      State: 'État/Province',
      PostalCode: 'Code postal',
      Country: 'Pays',
      Address: 'Adresse',
      Website: 'Site Web',
      LeadSource: 'Origine de la piste',
      Status: 'Statut de la piste',
      Industry: 'Secteur d’activité',
      Rating: 'Évaluation',
      AnnualRevenue: 'Revenu annuel',
      NumberOfEmployees: 'Nombre d’employés',
      IsConverted: 'Convertie',
    },
    values: {
      LeadSource: LEAD_SOURCES,
      Industry: INDUSTRIES,
      Rating: RATINGS,
      Status: {
        'Open - Not Contacted': 'Ouverte - Non contactée',
        'Working - Contacted': 'En cours - Contactée',
        'Closed - Converted': 'Fermée - Convertie',
        'Closed - Not Converted': 'Fermée - Non convertie',
      },
    },
  },
  Opportunity: {
    label: 'Opportunité',
    labelPlural: 'Opportunités',
    fields: {
      ...AUDIT,
      Name: 'Nom de l’opportunité',
      OwnerId: 'Propriétaire de l’opportunité',
      AccountId: 'Nom du compte',
      StageName: 'Étape',
      CloseDate: 'Date de fermeture',
      Amount: 'Montant',
      Probability: 'Probabilité (%)',
      ExpectedRevenue: 'Montant attendu',
      TotalOpportunityQuantity: 'Quantité',
      NextStep: 'Étape suivante',
      Type: 'Type',
      LeadSource: 'Origine de la piste',
      ForecastCategoryName: 'Catégorie de prévision',
      IsPrivate: 'Privé',
      IsClosed: 'Fermée',
      IsWon: 'Gagnée',
      Description: 'Description',
    },
    values: {
      LeadSource: LEAD_SOURCES,
      StageName: {
        Prospecting: 'Prospection',
        Qualification: 'Qualification',
        'Needs Analysis': 'Analyse des besoins',
        'Value Proposition': 'Proposition de valeur',
        'Id. Decision Makers': 'Identification des décideurs',
        'Perception Analysis': 'Analyse des perceptions',
        'Proposal/Price Quote': 'Proposition/Devis',
        'Negotiation/Review': 'Négociation/Révision',
        'Closed Won': 'Fermée gagnée',
        'Closed Lost': 'Fermée perdue',
      },
      Type: { 'Existing Business': 'Activité existante', 'New Business': 'Nouvelle activité' },
      ForecastCategoryName: {
        Omitted: 'Omis',
        Pipeline: 'Pipeline',
        'Best Case': 'Meilleur scénario',
        'Most Likely': 'Le plus probable',
        Commit: 'Engagement',
        Closed: 'Fermée',
      },
    },
  },
  OpportunityContactRole: {
    label: 'Rôle du contact',
    labelPlural: 'Rôles des contacts',
    fields: { ...AUDIT, ContactId: 'Contact', OpportunityId: 'Opportunité', Role: 'Rôle', IsPrimary: 'Principal' },
    values: {
      Role: {
        'Business User': 'Utilisateur professionnel',
        'Decision Maker': 'Décideur',
        'Economic Buyer': 'Acheteur économique',
        'Economic Decision Maker': 'Décideur économique',
        Evaluator: 'Évaluateur',
        'Executive Sponsor': 'Parrain exécutif',
        Influencer: 'Influenceur',
        'Technical Buyer': 'Acheteur technique',
        Other: 'Autre',
      },
    },
  },
  Event: {
    label: 'Événement',
    labelPlural: 'Événements',
    fields: {
      ...ACTIVITY,
      Location: 'Emplacement',
      StartDateTime: 'Début',
      EndDateTime: 'Fin',
      DurationInMinutes: 'Durée',
      IsAllDayEvent: 'Événement d’une journée',
      IsPrivate: 'Privé',
      ShowAs: 'Afficher la disponibilité',
    },
    values: { Type: ACTIVITY_TYPES, ShowAs: { Busy: 'Occupé', OutOfOffice: 'Absent du bureau', Free: 'Libre' } },
  },
  Task: {
    label: 'Tâche',
    labelPlural: 'Tâches',
    fields: {
      ...ACTIVITY,
      Status: 'Statut',
      Priority: 'Priorité',
      IsClosed: 'Fermée',
      CallType: 'Type d’appel',
      CallDurationInSeconds: 'Durée d’appel',
      CallDisposition: 'Résultat d’appel',
      CallObject: 'Identifiant de l’objet de l’appel',
      CompletedDateTime: 'Date/Heure d’achèvement',
      Description: 'Commentaires',
    },
    values: {
      Type: ACTIVITY_TYPES,
      Status: {
        'Not Started': 'Non démarrée',
        'In Progress': 'En cours',
        Completed: 'Terminée',
        'Waiting on someone else': 'En attente d’une autre personne',
        Deferred: 'Reportée',
      },
      Priority: { High: 'Élevée', Normal: 'Normale', Low: 'Faible' },
      CallType: { Internal: 'Interne', Inbound: 'Entrant', Outbound: 'Sortant' },
    },
  },
  User: {
    label: 'Utilisateur',
    labelPlural: 'Utilisateurs',
    fields: { ...AUDIT, ...PERSON, Username: 'Nom d’utilisateur', TimeZoneSidKey: 'Fuseau horaire', IsActive: 'Actif' },
  },
};

const NO_VALUES = new Map<string, string>();

function translationOf({ label, labelPlural, fields, values = {} }: French): ObjectTranslation {
  const entries = Object.entries(fields).map(
    ([name, text]) =>
      [
        name.toLowerCase(),
        { label: text, help: null, values: values[name] ? new Map(Object.entries(values[name])) : NO_VALUES },
      ] as const,
  );
  return { label, labelPlural, fields: new Map(entries) };
}

/** What every object has, the package's own too. */
export const frenchSystemFields = translationOf({ label: null, labelPlural: null, fields: AUDIT });

/** The standard objects' labels in French, in the form in which packages bring theirs. */
export const frenchStandardObjects: Map<string, ObjectTranslation> = new Map(
  Object.entries(FRENCH).map(([name, french]) => [name.toLowerCase(), translationOf(french)]),
);
