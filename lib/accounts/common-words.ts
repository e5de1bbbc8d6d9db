/**
 * Words that stand at the top of every published list of leaked passwords, alone and as parts of longer ones. Written by hand: the lists
 * themselves have few entries of twelve characters, and those are made of these.
 */
export const COMMON_WORDS: readonly string[] =
  `password passwort passwd pass word motdepasse contrasena senha welcome willkommen bienvenue letmein changeme
  change default temp temporary secret secure security login logon signin admin administrator root user guest test
  testing tester demo sample example qwerty qwertz azerty asdf iloveyou loveyou ilove love lovely baby babygirl
  princess prince queen king monkey dragon tiger lion eagle wolf shadow master superman batman spiderman pokemon
  starwars football soccer baseball basketball hockey liverpool chelsea arsenal barcelona juventus summer winter
  spring autumn january february march april june july august september october november december monday tuesday
  wednesday thursday friday saturday sunday sunshine flower butterfly chocolate cookie cheese banana orange apple
  purple yellow silver golden diamond ginger pepper freedom whatever trustno1 hello helloworld world internet
  computer laptop server database postgres postgresql mysql oracle google facebook company office michael jordan
  jennifer jessica ashley nicole daniel thomas robert charlie andrew matthew hunter ranger killer soldier samsung
  mustang ferrari porsche mercedes corvette money million lucky angel heaven jesus blessed family mother father
  forever friends access starter student teacher school qwe asd zxc abc xyz aaa
  correcthorsebatterystaple correcthorse thequickbrownfox jumpsoverthelazydog tobeornottobe loremipsum
  maytheforcebewithyou iamyourfather opensesame abracadabra supercalifragilisticexpialidocious`.split(/\s+/);

/** Names of this product and of what it looks after. */
export const PRODUCT_WORDS: readonly string[] = ["headroom", "electric", "electricsql"];

/** Rows and columns of the usual keyboards, as fingers walk along them. */
export const KEYBOARD_WALKS: readonly string[] = [
  "1234567890",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "qazwsxedcrfvtgbyhnujmikolp",
  "zaq1xsw2cde3vfr4bgt5nhy6mju7",
  "q1w2e3r4t5y6u7i8o9p0",
];
