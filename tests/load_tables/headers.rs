//! Header rows, label columns, counters and edges.

use crate::cases::check_all;

const HEADERS: &[(&str, &str)] = &[
    (
        "a,b,c\n1,2,3",
        "matrix header | x \"a\" \"b\" \"c\" | y 0..1 | 1 2 3",
    ),
    (
        "a,b,c\n1,2,3,\n4,5,6,\n",
        "matrix header index=a | x \"b\" \"c\" | y a: 1 4 | 2 3 / 5 6 | !:1 the header is 1 field short of the rows",
    ),
    (
        "y,1,2\n10,3,4",
        "matrix header index=y | x 1 2 | y y: 10 | 3 4",
    ),
    (
        "a,b\n1.5%,2\n3,4",
        "matrix header | x \"a\" \"b\" | y 0..2 | _ 2 / 3 4 | !:2:1 1 cell is not a number, shown as missing: \"1.5%\"",
    ),
    (
        "id,v\n1,5\n3,6\n2,7",
        "matrix header | x \"id\" \"v\" | y 0..3 | 1 5 / 3 6 / 2 7",
    ),
    (
        "a,b\n1,2\n3,4",
        "matrix header index=a | x \"b\" | y a: 1 3 | 2 / 4",
    ),
    (
        ",a,b,c\n0,1,2,3\n1,4,5,6",
        "matrix header index= | x \"a\" \"b\" \"c\" | y 0 1 | 1 2 3 / 4 5 6",
    ),
    (
        ",0,1\n0,5,6\n1,7,8",
        "matrix header index= | x 0 1 | y 0 1 | 5 6 / 7 8",
    ),
    (
        ",2,3\n,5,6\n4,8,9",
        "matrix header index= | x 2 3 | y \"\" \"4\" | 5 6 / 8 9",
    ),
    (
        ",3,1,2\n10,31,11,21\n5,32,12,22\n",
        "matrix header index= | x 1 2 3 | y 10 5 | 11 21 31 / 12 22 32 | !:1 x: positions are not in order, sorted with their values",
    ),
    (
        "\"\",\"3\",\"1\",\"2\"\n\"10\",31,11,21\n\"5\",32,12,22\n",
        "matrix header index= | x 1 2 3 | y 10 5 | 11 21 31 / 12 22 32 | !:1 x: positions are not in order, sorted with their values",
    ),
    (
        ",1,1,2\n10,31,11,21\n5,32,12,22\n",
        "matrix header index= | x \"1\" \"1\" \"2\" | y 10 5 | 31 11 21 / 32 12 22 | !:1 x: positions repeat, shown as categories; first: \"1\"",
    ),
    (
        ",2,2\nr,1,2\n5,3,4",
        "matrix header index= | x \"2\" \"2\" | y \"r\" \"5\" | 1 2 / 3 4 | !:1 x: positions repeat, shown as categories; first: \"2\"",
    ),
    (
        ",3,x,2\n10,31,11,21\n5,32,12,22\n",
        "matrix header index= | x \"3\" \"x\" \"2\" | y 10 5 | 31 11 21 / 32 12 22",
    ),
    (
        ",7\n10,31\n5,32",
        "matrix header index= | x 7 | y 10 5 | 31 / 32",
    ),
    (
        ",3,1,2\n,31,11,21\n5,32,12,22\n",
        "matrix | x 0..4 | y 0..3 | _ 3 1 2 / _ 31 11 21 / 5 32 12 22",
    ),
    (
        ",,1,2\n10,31,11,21\n5,32,12,22\n",
        "matrix | x 0..4 | y 0..3 | _ _ 1 2 / 10 31 11 21 / 5 32 12 22",
    ),
    (
        "year,1990,1991,1992\nFrance,5,6,4\nSpain,7,9,8",
        "matrix header index=year | x 1990 1991 1992 | y year: \"France\" \"Spain\" | 5 6 4 / 7 9 8",
    ),
    (
        "country,1990,2000\nFrance,5,6\nSpain,7,9",
        "matrix header index=country | x 1990 2000 | y country: \"France\" \"Spain\" | 5 6 / 7 9",
    ),
    (
        "country,1992,1990,1991\nDE,5,6,4\nFR,7,9,8",
        "matrix header index=country | x 1990 1991 1992 | y country: \"DE\" \"FR\" | 6 4 5 / 9 8 7 | !:1 x: positions are not in order, sorted with their values",
    ),
    (
        "country,1990,1990,1991\nDE,5,6,4\nFR,7,9,8",
        "matrix header index=country | x \"1990\" \"1990\" \"1991\" | y country: \"DE\" \"FR\" | 5 6 4 / 7 9 8 | !:1 x: positions repeat, shown as categories; first: \"1990\"",
    ),
    (
        "DE,1992,1990,1991\nFR,1800,2500,1950\nES,1700,1650,2300",
        "matrix index= | x 0..3 | y \"DE\" \"FR\" \"ES\" | 1992 1990 1991 / 1800 2500 1950 / 1700 1650 2300",
    ),
    (
        "DE,1992,1990\nFR,1800,1950\nES,1700,1650",
        "matrix index= | x 0..2 | y \"DE\" \"FR\" \"ES\" | 1992 1990 / 1800 1950 / 1700 1650 | !:1 the first row is read as data; --header yes makes it a header",
    ),
    (
        "\nDE,3,8\nFR,7,9",
        "matrix index= | x 0..2 | y \"DE\" \"FR\" | 3 8 / 7 9 | !:2 the first row is read as data; --header yes makes it a header",
    ),
    (
        "DE,8.5,3,1\nFR,7,9,2\nES,1,4,5",
        "matrix index= | x 0..3 | y \"DE\" \"FR\" \"ES\" | 8.5 3 1 / 7 9 2 / 1 4 5 | !:1 the first row is read as data; --header yes makes it a header",
    ),
    (
        "DE,3,3,8\nFR,7,9,2",
        "matrix index= | x 0..3 | y \"DE\" \"FR\" | 3 3 8 / 7 9 2",
    ),
    (
        "DE,8\nFR,7",
        "matrix index= | x 0..1 | y \"DE\" \"FR\" | 8 / 7",
    ),
    (
        "country,1990,1991,Total\nFR,1,2,3\nES,4,5,9",
        "matrix header index=country | x \"1990\" \"1991\" \"Total\" | y country: \"FR\" \"ES\" | 1 2 3 / 4 5 9",
    ),
    (
        "France,5,6,4\nSpain,7,9,8",
        "matrix index= | x 0..3 | y \"France\" \"Spain\" | 5 6 4 / 7 9 8",
    ),
    (
        "f,400.5,401,403,407,410\ns1,5,6,4,8,1\ns2,7,9,8,1,2",
        "matrix header index=f | x 400.5 401 403 407 410 | y f: \"s1\" \"s2\" | 5 6 4 8 1 / 7 9 8 1 2",
    ),
    (
        "y,3,1,2\n10,1,2,3\n20,4,5,6",
        "matrix header index=y | x 1 2 3 | y y: 10 20 | 2 3 1 / 5 6 4 | !:1 x: positions are not in order, sorted with their values",
    ),
    (
        "y,1,1,2\n10,1,2,3\n20,4,5,6",
        "matrix header index=y | x \"1\" \"1\" \"2\" | y y: 10 20 | 1 2 3 / 4 5 6 | !:1 x: positions repeat, shown as categories; first: \"1\"",
    ),
    (
        "y,1,x,2\n10,1,2,3\n20,4,5,6",
        "matrix header index=y | x \"1\" \"x\" \"2\" | y y: 10 20 | 1 2 3 / 4 5 6",
    ),
    (
        ",NA,EU\nNA,1,2\nb,3,4",
        "matrix header index= | x \"NA\" \"EU\" | y \"NA\" \"b\" | 1 2 / 3 4",
    ),
    (
        "lat\\lon,0,90,180\n90,1,2,3\n0,4,5,6\n-90,7,8,9",
        "matrix header index=lat\\lon | x lon: 0 90 180 | y lat: 90 0 -90 | 1 2 3 / 4 5 6 / 7 8 9",
    ),
    (
        "day,morning,evening\n2024-01-01,3,4\n2024-01-03,5,6\n2024-01-02,7,8",
        "matrix header index=day | x \"morning\" \"evening\" | y day: @2024-01-01 2024-01-02 2024-01-03 | 3 4 / 7 8 / 5 6 | !:2 y: positions are not in order, sorted with their values",
    ),
    (
        "name,2024-01-01,2024-01-02\nAlex,1,1\nSara,1,2",
        "matrix header index=name | x @2024-01-01 2024-01-02 | y name: \"Alex\" \"Sara\" | 1 1 / 1 2",
    ),
    (
        "t,a\n2024-01-01T00:00:00+01:00,1\n2024-01-01T00:00:00Z,2",
        "matrix header index=t | x \"a\" | y t: @2024-01-01T00:00:00+01:00 2024-01-01T00:00:00Z | 1 / 2 | !:2 y: offsets from UTC differ, times are shown in UTC",
    ),
    (
        "t,a\n2024-01-01,1\nx,2",
        "matrix header index=t | x \"a\" | y t: \"2024-01-01\" \"x\" | 1 / 2",
    ),
    (
        "a,b\nc,d,1\ne,f,2,3",
        "matrix header index=a | x \"b\" \"\" \"\" | y a: \"c\" \"e\" | _ 1 _ / _ 2 3 | !:2:2 2 cells are not numbers, shown as missing; first: \"d\" | !:2 1 row is shorter than 4 fields, filled with missing values | !:1 the header is 2 fields short of the rows",
    ),
];

#[test]
fn headers() {
    check_all(HEADERS);
}

const COUNTERS: &[(&str, &str)] = &[
    (
        "id,name,a,b\n1,Ann,5,6\n2,Bob,7,8\n3,Cy,9,4",
        "matrix header index=name | x \"a\" \"b\" | y name: \"Ann\" \"Bob\" \"Cy\" | 5 6 / 7 8 / 9 4 | !:1:1 column \"id\" is taken for a row counter, left out; \"name\" labels the rows",
    ),
    (
        ",name,a,b\n0,Ann,5,6\n1,Bob,7,8",
        "matrix header index=name | x \"a\" \"b\" | y name: \"Ann\" \"Bob\" | 5 6 / 7 8 | !:1:1 column \"\" is taken for a row counter, left out; \"name\" labels the rows",
    ),
    (
        "#,name,1990,2000\n1,Ann,5,6\n2,NA,7\n3,Cy",
        "matrix header index=name | x 1990 2000 | y name: \"Ann\" \"NA\" \"Cy\" | 5 6 / 7 _ / _ _ | !:1:1 column \"#\" is taken for a row counter, left out; \"name\" labels the rows | !:3 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        "id,day,a\n1,2024-01-01,5\n2,2024-01-02,6",
        "matrix header index=day | x \"a\" | y day: @2024-01-01 2024-01-02 | 5 / 6 | !:1:1 column \"id\" is taken for a row counter, left out; \"day\" labels the rows",
    ),
    (
        "id,name,a\n1,Ann,5\n2,Bob,6\n3",
        "matrix header index=name | x \"a\" | y name: \"Ann\" \"Bob\" \"\" | 5 / 6 / _ | !:1:1 column \"id\" is taken for a row counter, left out; \"name\" labels the rows | !:4 1 row is shorter than 3 fields, filled with missing values",
    ),
    (
        "id,name\n1,Ann,5,7\n2,Bob,6,8",
        "matrix header index=name | x 0..2 | y name: \"Ann\" \"Bob\" | 5 7 / 6 8 | !:1:1 column \"id\" is taken for a row counter, left out; \"name\" labels the rows | !:1 the header is 2 fields short of the rows",
    ),
    (
        "id\n1,Ann,5,1\n2,Bob,6,1\n3,Cy,7,1",
        "matrix header index=id | x 0..3 | y id: 1 2 3 | _ 5 1 / _ 6 1 / _ 7 1 | !:2:2 3 cells are not numbers, shown as missing; first: \"Ann\" | !:1 the header is 3 fields short of the rows",
    ),
    // Not a counter, not only text, or no numbers behind: as without a second column of labels.
    (
        "id,name,a\n1,Ann,5\n3,Bob,6\n4,Cy,7",
        "matrix header index=id | x \"name\" \"a\" | y id: 1 3 4 | _ 5 / _ 6 / _ 7 | !:2:2 3 cells are not numbers, shown as missing; first: \"Ann\"",
    ),
    (
        "id,name,a\n1,Ann,5\n2,7,6\n3,Cy,7",
        "matrix header index=id | x \"name\" \"a\" | y id: 1 2 3 | _ 5 / 7 6 / _ 7 | !:2:2 2 cells are not numbers, shown as missing; first: \"Ann\"",
    ),
    (
        "rank,name,a\n1,Ann,5\n2,Bob,6\n3,Cy,7",
        "matrix header index=rank | x \"name\" \"a\" | y rank: 1 2 3 | _ 5 / _ 6 / _ 7 | !:2:2 3 cells are not numbers, shown as missing; first: \"Ann\"",
    ),
];

#[test]
fn counters() {
    check_all(COUNTERS);
}

const EDGES: &[(&str, &str)] = &[
    (
        "y\\x,0,1.618,2.618,3\n0,13,3,5\n1,8,2,1\n3,1,1,1\n4",
        "matrix header index=y\\x | x x: [0 1.618 2.618 3] | y y: [0 1 3 4] | 13 3 5 / 8 2 1 / 1 1 1 | !:1 x: 4 positions are the edges of 3 cells | !:2 y: 4 positions are the edges of 3 cells",
    ),
    (
        "0,1,2.5,3\n13,3,5\n8,2,1",
        "matrix header | x [0 1 2.5 3] | y 0..2 | 13 3 5 / 8 2 1 | !:1 x: 4 positions are the edges of 3 cells",
    ),
    (
        "3,2,0,-1\n13,3,5\n8,2,1",
        "matrix header | x [3 2 0 -1] | y 0..2 | 13 3 5 / 8 2 1 | !:1 x: 4 positions are the edges of 3 cells",
    ),
    (
        "0,1,2.5,2\n13,3,5\n8,2,1",
        "matrix | x 0..4 | y 0..3 | 0 1 2.5 2 / 13 3 5 _ / 8 2 1 _ | !:2 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        ",1,2,3\n10,1,2,3\n20,4,5,6\n30",
        "matrix header index= | x 1 2 3 | y [10 20 30] | 1 2 3 / 4 5 6 | !:2 y: 3 positions are the edges of 2 cells",
    ),
    (
        "10,1,2,3\n20,4,5,6\n30",
        "matrix index= | x 0..3 | y [10 20 30] | 1 2 3 / 4 5 6 | !:1 y: 3 positions are the edges of 2 cells",
    ),
    (
        ",1,2,3\n10,1,2,3\n20,4,5\n30",
        "matrix header index= | x 1 2 3 | y 10 20 30 | 1 2 3 / 4 5 _ / _ _ _ | !:3 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        ",1,2,3\n10,1,2\n20,4",
        "matrix header index= | x 1 2 3 | y 10 20 | 1 2 _ / 4 _ _ | !:2 2 rows are shorter than 4 fields, filled with missing values",
    ),
    (
        ",1,2,3\n10,1,2,3\n20,4,5,6\n15",
        "matrix header index= | x 1 2 3 | y 10 15 20 | 1 2 3 / _ _ _ / 4 5 6 | !:4 1 row is shorter than 4 fields, filled with missing values | !:2 y: positions are not in order, sorted with their values",
    ),
    (
        "d,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n2024-01-03",
        "matrix header index=d | x \"a\" \"b\" | y d: @[2024-01-01 2024-01-02 2024-01-03] | 1 2 / 3 4 | !:2 y: 3 positions are the edges of 2 cells",
    ),
    (
        "y,a,b\n5,1,2\nx,3,4\nz",
        "matrix header index=y | x \"a\" \"b\" | y y: \"5\" \"x\" \"z\" | 1 2 / 3 4 / _ _ | !:4 1 row is shorter than 3 fields, filled with missing values",
    ),
];

#[test]
fn edges() {
    check_all(EDGES);
}
