import { createLazyRoute } from '@tanstack/react-router';
import { DashboardPage } from './DashboardPage.tsx';

export const Route = createLazyRoute('/dashboards/$id')({ component: DashboardPage });
