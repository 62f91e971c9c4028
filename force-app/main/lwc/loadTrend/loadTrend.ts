/** Stands further down: the platform takes one import on demand a bundle. */
export const loadTrend = () => import('c/topicTrend');
