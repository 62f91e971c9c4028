/** Pages of Setup, below the org's address, as Lightning Experience has them. */
export const SETUP = {
  apps: '/lightning/setup/ManageExternalClientApplication/home',
  company: '/lightning/setup/CompanyProfileInfo/home',
  changeDataCapture: '/lightning/setup/CdcObjectEnablement/home',
  notes: '/lightning/setup/NotesSetupPage/home',
  permissionSets: '/lightning/setup/PermSets/home',
  users: '/lightning/setup/ManageUsers/home',
} as const;
