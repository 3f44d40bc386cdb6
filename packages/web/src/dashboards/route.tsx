import { createLazyRoute } from '@tanstack/react-router';
import { DashboardsPage } from './DashboardsPage.tsx';

export const Route = createLazyRoute('/dashboards')({ component: DashboardsPage });
