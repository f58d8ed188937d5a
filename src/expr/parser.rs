//! Builds the tree of a condition from its words. Must not resolve names or check types.

use std::ops::Range;

use crate::fact::decimal::Decimal;

use super::lexer::{MINUS_HELP, Token, TokenKind, lex};
use super::problem::ConditionProblem;
use super::syntax::{Node, Part, Sign};

/// The longest condition, in bytes.
pub(super) const MAX_TEXT: usize = 2000;

/// How deeply parentheses, lists, calls and `not` may be nested.
pub(super) const MAX_DEPTH: usize = 32;

type Parsed = Result<Node, ConditionProblem>;

/// Parses a whole condition; stops at the first problem.
pub(super) fn parse(text: &str) -> Parsed {
    if text.len() > MAX_TEXT {
        let message = format!("a condition has at most {MAX_TEXT} bytes, this one has {}", text.len());
        return Err(ConditionProblem::new("condition::too-long", 0..text.len(), message)
            .help("split it: let a decision set a fact, and ask for that fact"));
    }
    let tokens = lex(text)?;
    if tokens.is_empty() {
        return Err(ConditionProblem::new("condition::empty", 0..text.len(), "the condition is empty"));
    }
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, end: text.len() };
    let node = parser.expression()?;
    match parser.peek() {
        None => Ok(node),
        Some(token) => Err(leftover(token)),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn take(&mut self, kind: &TokenKind) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == *kind);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect(&mut self, kind: &TokenKind, after: &str) -> Result<Range<usize>, ConditionProblem> {
        match self.next() {
            Some(token) if token.kind == *kind => Ok(token.range.clone()),
            Some(token) => {
                let message = format!("{kind} is missing {after} before {}", token.kind);
                Err(ConditionProblem::new("condition::syntax", token.range.clone(), message))
            }
            None => Err(self.at_end(format!("{kind} is missing {after}"))),
        }
    }

    fn at_end(&self, message: String) -> ConditionProblem {
        let start = self.tokens.last().map_or(0, |token| token.range.start);
        ConditionProblem::new("condition::syntax", start..self.end, message)
    }

    /// Goes one level down, unless that is too deep.
    fn nested<T>(
        &mut self,
        range: &Range<usize>,
        f: impl FnOnce(&mut Self) -> Result<T, ConditionProblem>,
    ) -> Result<T, ConditionProblem> {
        if self.depth == MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} levels are nested here");
            return Err(ConditionProblem::new("condition::too-deep", range.clone(), message));
        }
        self.depth += 1;
        let result = f(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Parsed {
        self.chain(&TokenKind::Or, Part::Or, |parser| {
            parser.chain(&TokenKind::And, Part::And, Self::negation)
        })
    }

    fn chain(
        &mut self,
        joint: &TokenKind,
        make: fn(Vec<Node>) -> Part,
        operand: impl Fn(&mut Self) -> Parsed,
    ) -> Parsed {
        let first = operand(self)?;
        if self.peek().is_none_or(|token| token.kind != *joint) {
            return Ok(first);
        }
        let mut nodes = vec![first];
        while self.take(joint) {
            nodes.push(operand(self)?);
        }
        let range = span(nodes.first(), nodes.last());
        Ok(Node { part: make(nodes), range })
    }

    fn negation(&mut self) -> Parsed {
        let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Not) else {
            return self.comparison();
        };
        self.at += 1;
        let inner = self.nested(&token.range, Self::negation)?;
        let range = token.range.start..inner.range.end;
        Ok(Node { part: Part::Not(Box::new(inner)), range })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let Some(TokenKind::Compare(comparison)) = self.peek().map(|token| &token.kind) else {
            return Ok(left);
        };
        self.at += 1;
        let right = self.sum()?;
        let range = left.range.start..right.range.end;
        Ok(Node { part: Part::Compare(*comparison, Box::new((left, right))), range })
    }

    fn sum(&mut self) -> Parsed {
        let first = self.primary()?;
        let mut rest: Vec<(Sign, Node)> = Vec::new();
        while let Some(TokenKind::Sign(sign)) = self.peek().map(|token| &token.kind) {
            self.at += 1;
            rest.push((*sign, self.primary()?));
        }
        match rest.last() {
            None => Ok(first),
            Some((_, last)) => {
                let range = first.range.start..last.range.end;
                Ok(Node { part: Part::Sum(Box::new(first), rest), range })
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let Some(token) = self.next() else {
            return Err(self.at_end("the condition stops where something must follow".to_owned()));
        };
        let leaf = |part| Ok(Node { part, range: token.range.clone() });
        match &token.kind {
            TokenKind::Name(name) if self.take(&TokenKind::Open) => self.call(name, &token.range),
            TokenKind::Name(name) => leaf(Part::Name(name.clone())),
            TokenKind::Text(text) => leaf(Part::Text(text.clone())),
            TokenKind::Number(number) => leaf(Part::Number(*number)),
            TokenKind::Length(length) => leaf(Part::Length(*length)),
            TokenKind::Time(time) => leaf(Part::Time(*time)),
            TokenKind::Bool(value) => leaf(Part::Bool(*value)),
            TokenKind::Open => self.parenthesis(&token.range),
            TokenKind::OpenList => self.list(&token.range),
            TokenKind::Not
            | TokenKind::Compare(_)
            | TokenKind::Sign(_)
            | TokenKind::And
            | TokenKind::Or
            | TokenKind::Close
            | TokenKind::CloseList
            | TokenKind::Comma => Err(out_of_place(token)),
        }
    }

    fn parenthesis(&mut self, open: &Range<usize>) -> Parsed {
        let inner = self.nested(open, Self::expression)?;
        let close = self.expect(&TokenKind::Close, "after this")?;
        Ok(Node { part: inner.part, range: open.start..close.end })
    }

    fn list(&mut self, open: &Range<usize>) -> Parsed {
        let (nodes, close) = self.members(open, &TokenKind::CloseList)?;
        Ok(Node { part: Part::List(nodes), range: open.start..close.end })
    }

    fn call(&mut self, name: &str, word: &Range<usize>) -> Parsed {
        let (arguments, close) = self.members(word, &TokenKind::Close)?;
        let part = Part::Call(name.to_owned(), word.clone(), arguments);
        Ok(Node { part, range: word.start..close.end })
    }

    fn members(
        &mut self,
        open: &Range<usize>,
        close: &TokenKind,
    ) -> Result<(Vec<Node>, Range<usize>), ConditionProblem> {
        let mut nodes = Vec::new();
        if self.peek().is_some_and(|token| token.kind != *close) {
            nodes.push(self.nested(open, Self::expression)?);
            while self.take(&TokenKind::Comma) {
                nodes.push(self.nested(open, Self::expression)?);
            }
        }
        let end = self.expect(close, "after the last member")?;
        Ok((nodes, end))
    }
}

/// What to say about a token after a complete condition.
fn leftover(token: &Token) -> ConditionProblem {
    let at = |message: String| ConditionProblem::new("condition::syntax", token.range.clone(), message);
    let missing = at(format!("`and` or `or` is missing before {}", token.kind));
    match &token.kind {
        kind if is_negative(kind) => missing.help(MINUS_HELP),
        TokenKind::Compare(_) => at("comparisons are not chained".to_owned()).help("write `a < b and b < c`"),
        TokenKind::Not => missing.help("`not` stands before a whole comparison: `not (a in ['x'])`"),
        TokenKind::Close | TokenKind::CloseList => at(format!("{} closes nothing", token.kind)),
        TokenKind::Comma => at("a comma stands only in lists and calls".to_owned()),
        TokenKind::Name(name) => missing.suggest(&name.to_lowercase(), KEYWORDS),
        TokenKind::Text(_)
        | TokenKind::Number(_)
        | TokenKind::Length(_)
        | TokenKind::Time(_)
        | TokenKind::Bool(_)
        | TokenKind::Sign(_)
        | TokenKind::And
        | TokenKind::Or
        | TokenKind::Open
        | TokenKind::OpenList => missing,
    }
}

fn is_negative(kind: &TokenKind) -> bool {
    if let TokenKind::Number(number) = kind {
        return *number < Decimal::whole(0);
    }
    matches!(kind, TokenKind::Length(length) if length.is_negative())
}

/// The words that join parts.
const KEYWORDS: [&str; 5] = ["and", "or", "not", "in", "contains"];

fn out_of_place(token: &Token) -> ConditionProblem {
    let message = format!("{} stands where a name or a value must stand", token.kind);
    ConditionProblem::new("condition::syntax", token.range.clone(), message)
}

fn span(first: Option<&Node>, last: Option<&Node>) -> Range<usize> {
    first.map_or(0, |node| node.range.start)..last.map_or(0, |node| node.range.end)
}
