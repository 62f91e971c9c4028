/** Words of the base components, which ship in English alone: reference of the label → text, by language. */
export const BASE_LABELS: Record<string, Record<string, string>> = {
  fr: {
    'LightningButtonMenu.loading': 'Chargement du menu',
    'LightningButtonMenu.showMenu': 'Afficher le menu',
    'LightningCombobox.loadingText': 'Chargement',
    'LightningCombobox.placeholder': 'Sélectionnez une option',
    'LightningControl.activeCapitalized': 'Actif',
    'LightningControl.clear': 'Effacer',
    'LightningControl.inactiveCapitalized': 'Inactif',
    'LightningControl.loading': 'Chargement',
    'LightningControl.required': 'obligatoire',
    'LightningHelptext.buttonAlternativeText': 'Aide',
    'LightningTabs.overflowMore': 'Plus',
    'LightningTabs.overflowMoreAlternativeText': 'Onglets supplémentaires',
    'LightningTabs.overflowMoreTitle': 'Plus d’onglets',
    'LightningToast.close': 'Fermer',
    'LightningToast.errorLabel': 'Erreur',
    'LightningToast.infoLabel': 'Informations',
    'LightningToast.successLabel': 'Succès',
    'LightningToast.warningLabel': 'Avertissement',
  },
};
