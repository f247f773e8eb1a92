/** Small line drawings of the three ways in. */
import styles from './Home.module.css';

export function ShopDrawing() {
  const heights = [3, 5, 9, 16, 40, 58, 44, 27, 18, 10, 5];
  return (
    <svg width="200" height="84" viewBox="0 0 200 84" aria-hidden="true">
      {heights.map((height, index) => <rect key={index} x={12 + index * 16} y={74 - height} width={14} height={height} rx={1.5} className={styles.inkModel} />)}
      <path d="M8 74.500h184" className={styles.inkLine} />
    </svg>
  );
}

export function DropDrawing() {
  return (
    <svg width="200" height="84" viewBox="0 0 200 84" aria-hidden="true">
      <rect x="30" y="6" width="140" height="72" rx="8" className={styles.inkDashed} />
      <path d="M100 20v30m-11-10 11 11 11-11" className={styles.inkStroke} />
      <path d="M72 62h56" className={styles.inkStroke} />
    </svg>
  );
}

export function FolderDrawing() {
  return (
    <svg width="200" height="84" viewBox="0 0 200 84" aria-hidden="true">
      <path d="M56 20a5 5 0 0 1 5-5h22l8 9h48a5 5 0 0 1 5 5v36a5 5 0 0 1-5 5H61a5 5 0 0 1-5-5Z" className={styles.inkPaper} />
      <path d="M68 56l14-11 12 7 16-16 10 8 12-10" className={styles.inkStroke} />
    </svg>
  );
}
