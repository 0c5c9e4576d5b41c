namespace Harvester.Rdf.Turtle;

/// <summary>
/// The grammars of Turtle 1.1 (section 6.5) and TriG 1.1 (section 4) as a push-down automaton: one token at a time, with an explicit
/// stack, so that nesting costs no call stack and statements can be handed on between any two tokens.
/// </summary>
internal sealed class TurtleParser(StatementSink sink, TermResolver terms, bool trig, int maxDepth)
{
    private readonly Stack<Frame> outer = [];
    private Frame frame = new(FrameKind.Statement, isSubject: false);
    private Expected expected = Expected.Statement;
    private bool recovering;

    // Directives.
    private bool endsWithDot;
    private string prefix = "";

    private readonly GraphBlock block = new();
    private bool mayBeGraphLabel;

    private string? pendingText;

    public void Accept(in Token token)
    {
        if (recovering)
            Recover(token);
        else if (token.Kind == TokenKind.Invalid)
            Unexpected(token, "");
        else
            Step(token);
    }

    private void Step(in Token token)
    {
        switch (expected)
        {
            case Expected.Statement:
                BeginStatement(token);
                break;
            case Expected.PrefixName when token is { Kind: TokenKind.PrefixedName, Local: "" }:
                prefix = token.Text;
                expected = Expected.PrefixIri;
                break;
            case Expected.PrefixIri when token.Kind == TokenKind.Iri:
                terms.DeclarePrefix(prefix, token);
                expected = endsWithDot ? Expected.DirectiveEnd : Expected.Statement;
                break;
            case Expected.BaseIri when token.Kind == TokenKind.Iri:
                terms.DeclareBase(token);
                expected = endsWithDot ? Expected.DirectiveEnd : Expected.Statement;
                break;
            case Expected.DirectiveEnd when token.Kind == TokenKind.Dot:
                expected = Expected.Statement;
                break;
            case Expected.GraphLabel when Grammar.IsNode(token):
                OpenBlock(Node(token), isDefault: false, Expected.GraphStart);
                break;
            case Expected.GraphLabel when token.Kind == TokenKind.OpenBracket:
                expected = Expected.GraphLabelEnd;
                break;
            case Expected.GraphLabelEnd when token.Kind == TokenKind.CloseBracket:
                OpenBlock(sink.FreshBlank(), isDefault: false, Expected.GraphStart);
                break;
            case Expected.GraphStart when token.Kind == TokenKind.OpenBrace:
                expected = Expected.Statement;
                break;
            case Expected.FirstPredicate when token.Kind == TokenKind.CloseBracket:
            case Expected.NextPredicate or Expected.ObjectEnd when token.Kind == TokenKind.CloseBracket && frame.Kind == FrameKind.PropertyList:
                ClosePropertyList();
                break;
            case Expected.PredicateOrEnd or Expected.NextPredicate or Expected.ObjectEnd when EndsStatement(token):
                EndStatement(token);
                break;
            case Expected.NextPredicate or Expected.ObjectEnd when token.Kind == TokenKind.Semicolon:
                expected = Expected.NextPredicate;
                break;
            case Expected.ObjectEnd when token.Kind == TokenKind.Comma:
                expected = Expected.Object;
                break;
            case Expected.Predicate when token.Kind == TokenKind.OpenBrace && mayBeGraphLabel:
                OpenBlock(frame.Subject, isDefault: false, Expected.Statement);
                break;
            case Expected.Predicate or Expected.PredicateOrEnd or Expected.FirstPredicate or Expected.NextPredicate when Grammar.IsPredicate(token):
                frame.Predicate = token.Kind == TokenKind.Word ? Names.Type : terms.Iri(token);
                expected = Expected.Object;
                break;
            case Expected.Object:
                ReadObject(token);
                break;
            case Expected.StringEnd:
                EndString(token);
                break;
            case Expected.Datatype when TermResolver.IsIri(token):
                var datatype = terms.Iri(token);
                Deliver(pendingText is null || datatype is null ? null : Term.Literal(pendingText, datatype.Value));
                break;
            default:
                Unexpected(token, Grammar.Describe(expected));
                break;
        }
    }

    private void BeginStatement(in Token token)
    {
        mayBeGraphLabel = trig && !block.IsOpen;
        switch (token.Kind)
        {
            case TokenKind.End when !block.IsOpen:
                break;
            case TokenKind.AtWord when !block.IsOpen && token.Text is "prefix" or "base":
                BeginDirective(token.Text == "prefix", dot: true);
                break;
            case TokenKind.Word when !block.IsOpen && Grammar.IsKeyword(token, "PREFIX"):
                BeginDirective(isPrefix: true, dot: false);
                break;
            case TokenKind.Word when !block.IsOpen && Grammar.IsKeyword(token, "BASE"):
                BeginDirective(isPrefix: false, dot: false);
                break;
            case TokenKind.Word when mayBeGraphLabel && Grammar.IsKeyword(token, "GRAPH"):
                expected = Expected.GraphLabel;
                break;
            case TokenKind.OpenBrace when mayBeGraphLabel:
                OpenBlock(null, isDefault: true, Expected.Statement);
                break;
            case TokenKind.CloseBrace when block.IsOpen:
                EndStatement(token);
                break;
            case TokenKind.OpenBracket or TokenKind.OpenParenthesis:
                Open(token, isSubject: true);
                break;
            default:
                if (Grammar.IsNode(token))
                    Begin(Node(token), Expected.Predicate);
                else
                    Unexpected(token, Grammar.Describe(Expected.Statement));
                break;
        }
    }

    private void BeginDirective(bool isPrefix, bool dot)
    {
        endsWithDot = dot;
        expected = isPrefix ? Expected.PrefixName : Expected.BaseIri;
    }

    private void Begin(Term? subject, Expected next)
    {
        frame.Subject = subject;
        expected = next;
    }

    private void OpenBlock(Term? label, bool isDefault, Expected next)
    {
        block.Open(label, isDefault);
        expected = next;
    }

    private bool EndsStatement(in Token token) =>
        frame.Kind == FrameKind.Statement && (token.Kind == TokenKind.Dot || (block.IsOpen && token.Kind == TokenKind.CloseBrace));

    private void EndStatement(in Token token)
    {
        expected = Expected.Statement;
        if (token.Kind == TokenKind.CloseBrace)
            block.Close();
    }

    private void ReadObject(in Token token)
    {
        if (token.Kind == TokenKind.String)
        {
            pendingText = terms.Text(token);
            expected = Expected.StringEnd;
        }
        else if (token.Kind is TokenKind.OpenBracket or TokenKind.OpenParenthesis)
            Open(token, isSubject: false);
        else if (token.Kind == TokenKind.CloseParenthesis && frame.Kind == FrameKind.Collection)
            CloseCollection();
        else if (Grammar.IsNode(token))
            Deliver(Node(token));
        else if (TermResolver.Abbreviated(token) is { } literal)
            Deliver(literal);
        else
            Unexpected(token, frame.Kind == FrameKind.Collection ? "an item of the collection or ')'" : Grammar.Describe(Expected.Object));
    }

    private void EndString(in Token token)
    {
        if (token.Kind == TokenKind.DatatypeMark)
        {
            expected = Expected.Datatype;
            return;
        }
        var language = token.Kind == TokenKind.AtWord ? token.Text : null;
        Deliver(pendingText is null ? null : Term.Literal(pendingText, language: language));
        if (language is null)
            Step(token);
    }

    private void Open(in Token token, bool isSubject)
    {
        if (outer.Count >= maxDepth)
            throw new RdfException(token.Line, token.Column, $"Found brackets nested more than {maxDepth} deep.");
        outer.Push(frame);
        var isCollection = token.Kind == TokenKind.OpenParenthesis;
        frame = new Frame(isCollection ? FrameKind.Collection : FrameKind.PropertyList, isSubject);
        if (!isCollection)
            frame.Subject = sink.FreshBlank();
        expected = isCollection ? Expected.Object : Expected.FirstPredicate;
    }

    private void ClosePropertyList()
    {
        var isAnonymous = expected == Expected.FirstPredicate;
        var closed = frame;
        frame = outer.Pop();
        if (!closed.IsSubject)
        {
            Deliver(closed.Subject);
            return;
        }
        // Only the empty brackets are a blank node like any other; [ ... ] with properties may stand alone but labels no graph.
        mayBeGraphLabel &= isAnonymous;
        Begin(closed.Subject, isAnonymous ? Expected.Predicate : Expected.PredicateOrEnd);
    }

    private void CloseCollection()
    {
        var closed = frame;
        frame = outer.Pop();
        if (closed.Head is not null)
            Emit(closed.Subject, Names.Rest, Names.Nil);
        var head = closed.Head ?? Names.Nil;
        mayBeGraphLabel = false;
        if (closed.IsSubject)
            Begin(head, Expected.Predicate);
        else
            Deliver(head);
    }

    // An object, or an item of a collection, is complete.
    private void Deliver(Term? term)
    {
        if (frame.Kind != FrameKind.Collection)
        {
            Emit(frame.Subject, frame.Predicate, term);
            expected = Expected.ObjectEnd;
            return;
        }
        var node = sink.FreshBlank();
        if (frame.Head is null)
            frame.Head = node;
        else
            Emit(frame.Subject, Names.Rest, node);
        frame.Subject = node;
        Emit(node, Names.First, term);
        expected = Expected.Object;
    }

    private void Emit(Term? subject, Term? predicate, Term? @object)
    {
        if (!block.IsRefused)
            sink.Add(subject, predicate, @object, block.Label);
    }

    private Term? Node(in Token token) =>
        token.Kind == TokenKind.BlankLabel ? StatementSink.LabelledBlank(token.Text) : terms.Iri(token);

    private void Unexpected(in Token token, string what)
    {
        sink.Refuse(token.Line, token.Column, token.Fault ?? $"Found {token.Describe()}, expected {what}.");
        outer.Clear();
        frame = new Frame(FrameKind.Statement, isSubject: false);
        // GRAPH and a label without a block.
        if (expected == Expected.GraphStart)
            block.Close();
        recovering = true;
        Recover(token);
    }

    // Lenient only: goes to the end of the statement. A block that opens on the way has a label nobody understood.
    private void Recover(in Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Dot:
            case TokenKind.CloseBrace when block.IsOpen:
                recovering = false;
                EndStatement(token);
                break;
            case TokenKind.OpenBrace when trig && !block.IsOpen:
                recovering = false;
                OpenBlock(null, isDefault: false, Expected.Statement);
                break;
        }
    }
}
