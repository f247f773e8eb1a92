/** Single drift requests for the command line. */
export { answerDriftRequest } from './answerRequest';
export { listSchema, parseRequestLine } from './requestLists';
