/** Single drift requests for the command line. */
export { answerDriftRequest } from './answerRequest';
export { parseRequestLine } from './requestLists';
