//! What is guessed when nothing is asked for: a table, and what is made of it.

use cellsius::figure::ReadSettings;

use crate::check_with;

pub(crate) fn check_all(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        check_with(text, &ReadSettings::default(), expected);
    }
}

const MATRICES: &[(&str, &str)] = &[
    (
        "1,20,30\n20,1,60\n30,60,1",
        "matrix | x 0..3 | y 0..3 | 1 20 30 / 20 1 60 / 30 60 1",
    ),
    (
        "nation,gold,silver,bronze\nSouth Korea,24,13,11\nChina,10,15,8\nCanada,9,12,12",
        "matrix header index=nation | x \"gold\" \"silver\" \"bronze\" | y nation: \"South Korea\" \"China\" \"Canada\" | 24 13 11 / 10 15 8 / 9 12 12",
    ),
    (
        ",Monday,Tuesday,Wednesday\nMorning,1,,30\nEvening,30,60,-10",
        "matrix header index= | x \"Monday\" \"Tuesday\" \"Wednesday\" | y \"Morning\" \"Evening\" | 1 _ 30 / 30 60 -10",
    ),
    (
        "1,,30,50,1\n20,1,60,80,30\n30,60,1,-10,20",
        "matrix | x 0..5 | y 0..3 | 1 _ 30 50 1 / 20 1 60 80 30 / 30 60 1 -10 20",
    ),
    ("5", "matrix | x 0..1 | y 0..1 | 5"),
    ("5,6,7", "matrix | x 0..3 | y 0..1 | 5 6 7"),
    ("5\n6", "matrix | x 0..1 | y 0..2 | 5 / 6"),
    ("NA,NA\n,", "matrix | x 0..2 | y 0..2 | _ _ / _ _"),
    ("4,4\n4,4", "matrix | x 0..2 | y 0..2 | 4 4 / 4 4"),
    (
        "inf,-inf\nInfinity,1e3",
        "matrix | x 0..2 | y 0..2 | inf -inf / inf 1000",
    ),
    (
        "9007199254740993,1\n2,3",
        "matrix | x 0..2 | y 0..2 | 9007199254740993 1 / 2 3",
    ),
    (
        "true,false\nfalse,TRUE",
        "matrix | x 0..2 | y 0..2 | 1 0 / 0 1",
    ),
    (
        ",true,false\ntrue,5,3\nfalse,2,9",
        "matrix header index= | x \"true\" \"false\" | y \"true\" \"false\" | 5 3 / 2 9",
    ),
    (
        "k\n1\n\n3",
        "matrix header | x \"k\" | y 0..3 | 1 / _ / 3 | !:3 1 line is empty, shown as missing",
    ),
    (
        "a,b,c,\n1,2,3,\n2,5,6,",
        "matrix header index=a | x \"b\" \"c\" | y a: 1 2 | 2 3 / 5 6",
    ),
    (
        "1,2,3,\n4,5,6,",
        "matrix | x 0..4 | y 0..2 | 1 2 3 _ / 4 5 6 _",
    ),
    (
        "i,x,y\na,1,2\na,3,4",
        "matrix header index=i | x \"x\" \"y\" | y i: \"a\" \"a\" | 1 2 / 3 4",
    ),
    (
        "i,x,x\na,1,2\nb,3,4",
        "matrix header index=i | x \"x\" \"x\" | y i: \"a\" \"b\" | 1 2 / 3 4",
    ),
];

#[test]
fn matrices() {
    check_all(MATRICES);
}

const DELIMITERS_AND_MARKS: &[(&str, &str)] = &[
    (
        "a;b\nc;1",
        "matrix ; header index=a | x \"b\" | y a: \"c\" | 1",
    ),
    ("1;2;3\n4;5;6", "matrix ; | x 0..3 | y 0..2 | 1 2 3 / 4 5 6"),
    (
        "k;v;w\n\"a;b\";1,5;2\nc;3;4",
        "matrix ; comma header index=k | x \"v\" \"w\" | y k: \"a;b\" \"c\" | 1.5 2 / 3 4",
    ),
    (
        "Jahr;Süd;Nord\n2001;1,5;2,25\n2002;3,5;-1",
        "matrix ; comma header index=Jahr | x \"Süd\" \"Nord\" | y Jahr: 2001 2002 | 1.5 2.25 / 3.5 -1",
    ),
    (
        "0,5;1,5\n2,5;3,5",
        "matrix ; comma | x 0..2 | y 0..2 | 0.5 1.5 / 2.5 3.5",
    ),
    (
        "k;v\na;1,234\nb;2,345",
        "matrix ; comma header index=k | x \"v\" | y k: \"a\" \"b\" | 1.234 / 2.345",
    ),
    (
        "k\tv\na\t1,5\nb\t0,25",
        "matrix tab comma header index=k | x \"v\" | y k: \"a\" \"b\" | 1.5 / 0.25",
    ),
    (
        "k\tv\na\t1,234\nb\t2.5",
        "matrix tab header index=k | x \"v\" | y k: \"a\" \"b\" | _ / 2.5 | !:2:2 1 cell is not a number, shown as missing: \"1,234\"",
    ),
    (
        "a\tb\nx, y\t1.5\nz, w\t2.5",
        "matrix tab header index=a | x \"b\" | y a: \"x, y\" \"z, w\" | 1.5 / 2.5",
    ),
    (
        "a|b|c\nr|1|2",
        "matrix | header index=a | x \"b\" \"c\" | y a: \"r\" | 1 2",
    ),
    (
        "1 2 3\n 4  5   6\n7 8 9  ",
        "matrix space | x 0..3 | y 0..3 | 1 2 3 / 4 5 6 / 7 8 9",
    ),
    (
        "\"a\" \"b\" \"c\"\n\"r1\" 1 2 3\n\"r2\" 4 5 6",
        "matrix space header index= | x \"a\" \"b\" \"c\" | y \"r1\" \"r2\" | 1 2 3 / 4 5 6",
    ),
    (
        "\"a\" \"b\" \"c\"\n\"1\" 1 2 3\n\"2\" 4 5 6",
        "matrix space header index= | x \"a\" \"b\" \"c\" | y 1 2 | 1 2 3 / 4 5 6",
    ),
    (
        "1 2 3\na 4 5 6\nb 7 8 9",
        "matrix space header index= | x 1 2 3 | y \"a\" \"b\" | 4 5 6 / 7 8 9",
    ),
    (
        "\"x x\"  y\n\"a b\"   1",
        "matrix space header index=x x | x \"y\" | y x x: \"a b\" | 1",
    ),
    (
        "sep=;\na;b\nc;1,5",
        "matrix ; comma header index=a | x \"b\" | y a: \"c\" | 1.5",
    ),
    (
        "k,v\nr,\"1,5\"\ns,\"2,25\"",
        "matrix comma header index=k | x \"v\" | y k: \"r\" \"s\" | 1.5 / 2.25",
    ),
    (
        "a,b\r\nr,1\r\ns,2\r\n",
        "matrix header index=a | x \"b\" | y a: \"r\" \"s\" | 1 / 2",
    ),
    (
        "a,b\rr,1\rs,2",
        "matrix header index=a | x \"b\" | y a: \"r\" \"s\" | 1 / 2",
    ),
    (
        "\"quoted \"\"label\"\"\",b\n\"two\nlines\",5\nx,y",
        "matrix header index=quoted \"label\" | x \"b\" | y quoted \"label\": \"two\nlines\" \"x\" | 5 / _ | !:4:2 1 cell is not a number, shown as missing: \"y\"",
    ),
    (
        "x, \"a b\", c\nr, 1 , 2",
        "matrix header index=x | x \"a b\" \"c\" | y x: \"r\" | 1 2",
    ),
];

#[test]
fn delimiters_and_marks() {
    check_all(DELIMITERS_AND_MARKS);
}

const LINES_BEFORE: &[(&str, &str)] = &[
    (
        "# a comment\n# another, one\n\na,b,c\n1,2,x\nr,5,6",
        "matrix header | x \"a\" \"b\" \"c\" | y 0..2 | 1 2 _ / _ 5 6 | !:5:3 2 cells are not numbers, shown as missing; first: \"x\"",
    ),
    (
        "#,a,b\n1,2,3\n2,3,4",
        "matrix header index=# | x \"a\" \"b\" | y #: 1 2 | 2 3 / 3 4",
    ),
    (
        "#CHROM\tPOS\tN\nc1\t5\t6",
        "matrix tab header index=#CHROM | x \"POS\" \"N\" | y #CHROM: \"c1\" | 5 6",
    ),
    (
        "\nr,1\n\ns,x",
        "matrix index= | x 0..1 | y \"r\" \"s\" | 1 / _ | !:4:2 1 cell is not a number, shown as missing: \"x\"",
    ),
    (
        "a,b\n#1,2\n#2,x",
        "matrix header index=a | x \"b\" | y a: \"#1\" \"#2\" | 2 / _ | !:3:2 1 cell is not a number, shown as missing: \"x\"",
    ),
];

#[test]
fn lines_before() {
    check_all(LINES_BEFORE);
}

const TIDY: &[(&str, &str)] = &[
    (
        "year,month,passengers\n1949,Jan,112\n1949,Feb,118\n1950,Jan,115\n1950,Feb,126",
        "tidy header | x year: 1949 1950 | y month: \"Jan\" \"Feb\" | 112 115 / 118 126 (passengers)",
    ),
    (
        ",year,month,passengers\n0,1949,Jan,112\n1,1949,Feb,118\n2,1950,Jan,115\n3,1950,Feb,126",
        "tidy header | x year: 1949 1950 | y month: \"Jan\" \"Feb\" | 112 115 / 118 126 (passengers)",
    ),
    (
        "id,region,month,sales,profit\n1,N,Jan,5,1\n2,S,Jan,6,2\n3,N,Feb,7,3\n4,S,Feb,8,4",
        "tidy header | x region: \"N\" \"S\" | y month: \"Jan\" \"Feb\" | 5 6 / 7 8 (sales)",
    ),
    (
        "#,region,month,sales,profit\n0,N,Jan,5,1\n1,S,Jan,6,2\n2,N,Feb,7,3\n3,S,Feb,8,4",
        "tidy header | x region: \"N\" \"S\" | y month: \"Jan\" \"Feb\" | 5 6 / 7 8 (sales)",
    ),
    (
        "Index,region,month,sales\n0,N,Jan,5\n1,S,Jan,6\n2,N,Feb,7\n3,S,Feb,8\n4,N,Feb,9",
        "tidy header | x region: \"N\" \"S\" | y month: \"Jan\" \"Feb\" | 5 6 / 8 8 (sales) | !:6 1 cell is given more than once, shown as the mean of its values",
    ),
    (
        "row,x,y,z\n1,0,0,5\n2,1,0,6\n3,0,1,7\n4,1,1,8",
        "tidy header | x x: 0 1 | y y: ^0 1 | 5 6 / 7 8 (z)",
    ),
    (
        "id,q1,q2,q3\n1,5,4,3\n2,5,4,4\n3,4,5,5\n4,4,4,5\n5,5,5,5",
        "matrix header index=id | x \"q1\" \"q2\" \"q3\" | y id: 1 2 3 4 5 | 5 4 3 / 5 4 4 / 4 5 5 / 4 4 5 / 5 5 5",
    ),
    (
        "id,a,b,c\n1,5,1,3\n2,6,2,4\n3,7,3,5\n4,8,4,6\n5,9,5,7",
        "matrix header index=id | x \"a\" \"b\" \"c\" | y id: 1 2 3 4 5 | 5 1 3 / 6 2 4 / 7 3 5 / 8 4 6 / 9 5 7",
    ),
    (
        "id,a,b,c\n1,2,1,3\n3,2,1,4\n4,1,2,5\n5,1,2,6",
        "matrix header index=id | x \"a\" \"b\" \"c\" | y id: 1 3 4 5 | 2 1 3 / 2 1 4 / 1 2 5 / 1 2 6",
    ),
    (
        "step,a,b,c\n1,1,1,3\n2,1,2,4\n3,2,1,5\n4,2,2,6",
        "matrix header index=step | x \"a\" \"b\" \"c\" | y step: 1 2 3 4 | 1 1 3 / 1 2 4 / 2 1 5 / 2 2 6",
    ),
    (
        "x,y,z\n1,20,1\n0,20,2\n1,10,3\n0,10,4\n0,10,6",
        "tidy header | x x: 0 1 | y y: ^10 20 | 5 3 / 2 1 (z) | !:6 1 cell is given more than once, shown as the mean of its values",
    ),
    (
        "x,y,z\n1,10,5\n2,10,6\n1,20,\n2,20,8\n,20,9",
        "tidy header | x x: 1 2 | y y: ^10 20 | 5 6 / _ 8 (z) | !:6 1 row has no x or no y, left out",
    ),
    (
        "x,y,z\n1,1.0,5\n2,1,6\n1.0,2,7\n2,2.0,8",
        "tidy header | x x: 1 2 | y y: ^1 2 | 5 6 / 7 8 (z)",
    ),
    (
        "d,s,v\n2024-01-02,b,1\n2024-01-01,b,2\n2024-01-02,a,3\n2024-01-01,a,4",
        "tidy header | x d: @2024-01-01 2024-01-02 | y s: \"b\" \"a\" | 2 1 / 4 3 (v)",
    ),
    (
        "g,h,v\nNA,1,5\nb,1,6\nNA,2,7\nb,2,8",
        "tidy header | x g: \"NA\" \"b\" | y h: ^1 2 | 5 6 / 7 8 (v)",
    ),
    (
        "x,y,z\n1,1,5\n2,2,6\n3,3,7\n4,4,8\n5,5,9",
        "matrix header index=x | x \"y\" \"z\" | y x: 1 2 3 4 5 | 1 5 / 2 6 / 3 7 / 4 8 / 5 9",
    ),
    (
        "a,b,c,d,e\n1,1,1,1,5\n1,2,2,2,6\n2,1,3,1,7\n2,2,4,2,7\n2,2,4,2,8",
        "matrix header | x \"a\" \"b\" \"c\" \"d\" \"e\" | y 0..5 | 1 1 1 1 5 / 1 2 2 2 6 / 2 1 3 1 7 / 2 2 4 2 7 / 2 2 4 2 8",
    ),
    (
        "x,y,n,v\n1,1,a,5\n1,2,b,6\n2,1,c,7\n2,2,d,8\n2,2,e",
        "tidy header | x x: 1 2 | y y: ^1 2 | 5 7 / 6 8 (v) | !:6 1 row is shorter than the others | !:6 1 cell is given more than once, shown as the mean of its values",
    ),
    (
        "a,b,c\n1,1,1\n1,2,9\n3,1,5",
        "matrix header | x \"a\" \"b\" \"c\" | y 0..3 | 1 1 1 / 1 2 9 / 3 1 5",
    ),
    (
        "a,b,c\n1,1,1\n1,2,9\n3,1,5\n1,3,7",
        "tidy header | x a: 1 3 | y b: ^1 2 3 | 1 5 / 9 _ / 7 _ (c)",
    ),
];

#[test]
fn tidy() {
    check_all(TIDY);
}

const ODDITIES: &[(&str, &str)] = &[
    (
        "a,b\r\n\r\n\"r\r\ns\",1\r\nt,x\r\n",
        "matrix header index=a | x \"b\" | y a: \"r\ns\" \"t\" | 1 / _ | !:5:2 1 cell is not a number, shown as missing: \"x\"",
    ),
    (
        "1,2,3\n4,5\n6,7,8,9",
        "matrix | x 0..4 | y 0..3 | 1 2 3 _ / 4 5 _ _ / 6 7 8 9 | !:1 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        "a,b,c\nr,abc,3\ns,5,xyz\nt,8,9",
        "matrix header index=a | x \"b\" \"c\" | y a: \"r\" \"s\" \"t\" | _ 3 / 5 _ / 8 9 | !:2:2 2 cells are not numbers, shown as missing; first: \"abc\"",
    ),
    (
        "a,b,c\nr,1\ns,2,3,4",
        "matrix header index=a | x \"b\" \"c\" \"\" | y a: \"r\" \"s\" | 1 _ _ / 2 3 4 | !:2 1 row is shorter than 4 fields, filled with missing values | !:1 the header is 1 field short of the rows",
    ),
    (
        "a,b,c\n1,2\n3,4,5,6\n7,8,9\n",
        "matrix header index=a | x \"b\" \"c\" \"\" | y a: 1 3 7 | 2 _ _ / 4 5 6 / 8 9 _ | !:2 2 rows are shorter than 4 fields, filled with missing values | !:1 the header is 1 field short of the rows",
    ),
    (
        "a,b,c\nr,2,3,4\ns,5,6,7\nt,8,9\n",
        "matrix header index=a | x \"b\" \"c\" \"\" | y a: \"r\" \"s\" \"t\" | 2 3 4 / 5 6 7 / 8 9 _ | !:4 1 row is shorter than 4 fields, filled with missing values | !:1 the header is 1 field short of the rows",
    ),
    (
        "a,b,c\n1,2,3,4\n2,5,6,7\n3,8,9,1\n",
        "matrix header index= | x \"a\" \"b\" \"c\" | y 1 2 3 | 2 3 4 / 5 6 7 / 8 9 1",
    ),
    (
        "1,2,3\nr,2,3,4\ns,5,6\n",
        "matrix index= | x 0..3 | y \"1\" \"r\" \"s\" | 2 3 _ / 2 3 4 / 5 6 _ | !:1 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        "Region,Value\nA,1\nB,x",
        "matrix header index=Region | x \"Value\" | y Region: \"A\" \"B\" | 1 / _ | !:3:2 1 cell is not a number, shown as missing: \"x\"",
    ),
    (
        "1,abc,3\n4,5,6",
        "matrix | x 0..3 | y 0..2 | 1 _ 3 / 4 5 6 | !:1:2 1 cell is not a number, shown as missing: \"abc\"",
    ),
    (
        "true,1\n2,3",
        "matrix | x 0..2 | y 0..2 | _ 1 / 2 3 | !:1:1 1 cell is not a number, shown as missing: \"true\"",
    ),
    (
        "true,5,true\ntrue,true,false",
        "matrix | x 0..3 | y 0..2 | _ 5 _ / _ _ _ | !:1:1 5 cells are not numbers, shown as missing; first: \"true\"",
    ),
    ("1e400,1\n-0,1.", "matrix | x 0..2 | y 0..2 | inf 1 / -0 1"),
];

#[test]
fn oddities() {
    check_all(ODDITIES);
}
