/** The left rail: the rooms with their counts, and below the line what belongs to the window itself. */
import { IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '../engine/useQuery';
import { formatInteger } from '../ui/format';
import styles from './Frame.module.css';
import { useFrameStore } from './frameStore';
import { Mark } from './Mark';
import { appMessages } from './messages';
import { rooms, type Room } from './rooms';
import { formatAddress } from './router';

export function Rail({ current }: { readonly current: Room['id'] }) {
  const open = useFrameStore((state) => state.open);
  return (
    <nav className={styles.rail} aria-label={appMessages.words.rooms}>
      <div className={styles.brand}><Mark />{appMessages.words.almanac}</div>
      <ul className={styles.rooms}>
        {rooms.filter(({ foot }) => foot !== true).map((room) => <RoomEntry key={room.id} room={room} isCurrent={room.id === current} />)}
      </ul>
      <div className={styles.railFoot}>
        <ul className={styles.rooms}>
          {rooms.filter(({ foot }) => foot === true).map((room) => <RoomEntry key={room.id} room={room} isCurrent={room.id === current} />)}
        </ul>
        <button type="button" className={`${styles.room} ${styles.railButton}`} onClick={() => open('keyboard')} aria-keyshortcuts="?"><IconKeyboard size={16} stroke={1.7} aria-hidden="true" /><span className={styles.roomName}>{appMessages.keyboard}</span></button>
      </div>
    </nav>
  );
}

function RoomEntry({ room, isCurrent }: { readonly room: Room; readonly isCurrent: boolean }) {
  const overview = useQuery('project.overview', {});
  const count = overview.data && room.count ? room.count(overview.data.counts) : 0;
  const attention = room.attention === true && count > 0;
  const key = String(rooms.indexOf(room) + 1);
  return (
    <li>
      <a className={styles.room} href={formatAddress(room.id)} aria-current={isCurrent ? 'page' : undefined} aria-keyshortcuts={key} title={`${appMessages.rooms[room.id]} (${key})`}>
        <room.icon size={16} stroke={1.7} aria-hidden="true" />
        <span className={styles.roomName}>{appMessages.rooms[room.id]}</span>
        {count > 0 && <span className={`${styles.badge} ${attention ? styles.badgeAttention : ''}`}>{formatInteger(count)}<span className="visually-hidden">{attention ? ' to decide' : ''}</span></span>}
      </a>
    </li>
  );
}
