/** A door of its own, for the page, which shares these types: it loads nothing of the server. */
export type {
  Dashboard,
  Document,
  Panel,
  PanelKind,
  SavedQuery,
  Variable,
} from './documents/schema.ts';
