import { createLazyRoute } from '@tanstack/react-router';
import { TracesPage } from './TracesPage.tsx';

export const Route = createLazyRoute('/traces')({ component: TracesPage });
