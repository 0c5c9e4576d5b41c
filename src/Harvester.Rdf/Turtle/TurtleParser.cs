using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>
/// The grammars of Turtle 1.1 (section 6.5) and TriG 1.1 (section 4) as a push-down automaton: one token at a time, with an explicit
/// stack, so that nesting costs no call stack and a statement of any length needs no more memory than its longest token.
/// </summary>
internal sealed class TurtleParser : WindowParser
{
    private readonly StatementSink sink;
    private readonly TermResolver terms;
    private readonly bool trig;
    private readonly int maxDepth;
    private readonly ByteArena arena = new();
    private readonly TermScanner scanner;
    private readonly GraphBlock block = new();
    private readonly TermSlot first = new();
    private readonly TermSlot rest = new();

    /// <summary>The levels of nesting that are open, and those that were once and will be used again.</summary>
    private readonly List<Frame> frames = [new Frame()];
    private int depth;
    private Frame frame;

    private Expected expected = Expected.Statement;
    private bool recovering;
    private bool insideComment;
    private bool mayBeGraphLabel;

    // A directive under way.
    private bool endsWithDot;
    private byte[] prefix = [];

    // A string whose datatype or language may follow. Not set: refused.
    private readonly TermSlot text = new();

    public TurtleParser(StatementSink sink, RdfReaderOptions options, bool trig)
    {
        this.sink = sink;
        this.trig = trig;
        maxDepth = options.MaxDepth;
        scanner = new TermScanner(sink.Lenient, arena);
        terms = new TermResolver(sink, Position, options.BaseIri, arena);
        first.SetIri(Utf8Names.First);
        rest.SetIri(Utf8Names.Rest);
        frame = frames[0];
        frame.Begin(FrameKind.Statement, isSubject: false);
    }

    protected override int Read(ReadOnlySpan<byte> window, bool isLast)
    {
        var lexer = new TurtleLexer(window, scanner, arena);
        while (lexer.SkipSpaceAndComments(ref insideComment))
        {
            arena.Reset();
            var at = lexer.Position;
            var token = lexer.Read() with { Before = window[..at] };
            if (lexer.HitEnd && !isLast)
                return at;
            Accept(token);
        }
        if (isLast)
            Accept(new Token { Kind = TokenKind.End, Before = window });
        return window.Length;
    }

    private void Accept(in Token token)
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
            case Expected.PrefixName when token.Kind == TokenKind.PrefixedName && token.Local.IsEmpty:
                prefix = token.Text.ToArray();
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
                SetNode(frame.Subject, token);
                OpenBlock(Expected.GraphStart);
                break;
            case Expected.GraphLabel when token.Kind == TokenKind.OpenBracket:
                expected = Expected.GraphLabelEnd;
                break;
            case Expected.GraphLabelEnd when token.Kind == TokenKind.CloseBracket:
                frame.Subject.Set(sink.FreshBlankView());
                OpenBlock(Expected.GraphStart);
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
                OpenBlock(Expected.Statement);
                break;
            case Expected.Predicate or Expected.PredicateOrEnd or Expected.FirstPredicate or Expected.NextPredicate when Grammar.IsPredicate(token):
                SetPredicate(token);
                expected = Expected.Object;
                break;
            case Expected.Object:
                ReadObject(token);
                break;
            case Expected.StringEnd:
                EndString(token);
                break;
            case Expected.Datatype when TermResolver.IsIri(token):
                var isUsable = terms.TryResolve(token, out var datatype);
                Deliver(TermView.Literal(text.View.Value, datatype), isUsable && text.IsSet);
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
            case TokenKind.AtWord when !block.IsOpen && token.Text.SequenceEqual("prefix"u8):
                BeginDirective(isPrefix: true, dot: true);
                break;
            case TokenKind.AtWord when !block.IsOpen && token.Text.SequenceEqual("base"u8):
                BeginDirective(isPrefix: false, dot: true);
                break;
            case TokenKind.Word when !block.IsOpen && Grammar.IsKeyword(token, "PREFIX"u8):
                BeginDirective(isPrefix: true, dot: false);
                break;
            case TokenKind.Word when !block.IsOpen && Grammar.IsKeyword(token, "BASE"u8):
                BeginDirective(isPrefix: false, dot: false);
                break;
            case TokenKind.Word when mayBeGraphLabel && Grammar.IsKeyword(token, "GRAPH"u8):
                expected = Expected.GraphLabel;
                break;
            case TokenKind.OpenBrace when mayBeGraphLabel:
                block.OpenDefault();
                expected = Expected.Statement;
                break;
            case TokenKind.CloseBrace when block.IsOpen:
                EndStatement(token);
                break;
            case TokenKind.OpenBracket or TokenKind.OpenParenthesis:
                Open(token, isSubject: true);
                break;
            default:
                if (Grammar.IsNode(token))
                {
                    SetNode(frame.Subject, token);
                    expected = Expected.Predicate;
                }
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

    // The block of the graph that the statement's subject turned out to name.
    private void OpenBlock(Expected next)
    {
        block.Open(frame.Subject);
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
            if (terms.TryText(token))
                text.Set(TermView.Literal(token.Text));
            else
                text.Clear();
            expected = Expected.StringEnd;
        }
        else if (token.Kind is TokenKind.OpenBracket or TokenKind.OpenParenthesis)
            Open(token, isSubject: false);
        else if (token.Kind == TokenKind.CloseParenthesis && frame.Kind == FrameKind.Collection)
            CloseCollection();
        else if (Grammar.IsNode(token))
            Deliver(Node(token, out var isUsable), isUsable);
        else if (TermResolver.TryAbbreviated(token, out var literal))
            Deliver(literal, isUsable: true);
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
        var value = text.View.Value;
        if (token.Kind == TokenKind.AtWord)
        {
            Deliver(TermView.LanguageString(value, token.Text), text.IsSet);
            return;
        }
        Deliver(TermView.Literal(value), text.IsSet);
        Step(token);
    }

    private void Open(in Token token, bool isSubject)
    {
        if (depth >= maxDepth)
        {
            var (line, column) = Position.Behind(token.Before);
            throw new RdfException(line, column, $"Found brackets nested more than {maxDepth} deep.") { IsLimit = true };
        }
        if (++depth == frames.Count)
            frames.Add(new Frame());
        frame = frames[depth];
        var isCollection = token.Kind == TokenKind.OpenParenthesis;
        frame.Begin(isCollection ? FrameKind.Collection : FrameKind.PropertyList, isSubject);
        if (!isCollection)
            frame.Subject.Set(sink.FreshBlankView());
        expected = isCollection ? Expected.Object : Expected.FirstPredicate;
    }

    // What the closed frame holds is good until one is opened again.
    private Frame Close()
    {
        var closed = frame;
        frame = frames[--depth];
        return closed;
    }

    private void ClosePropertyList()
    {
        var isAnonymous = expected == Expected.FirstPredicate;
        var closed = Close();
        if (!closed.IsSubject)
        {
            Deliver(closed.Subject.View, isUsable: true);
            return;
        }
        // Only the empty brackets are a blank node like any other; [ ... ] with properties may stand alone but labels no graph.
        mayBeGraphLabel &= isAnonymous;
        frame.Subject.Set(closed.Subject);
        expected = isAnonymous ? Expected.Predicate : Expected.PredicateOrEnd;
    }

    private void CloseCollection()
    {
        var closed = Close();
        if (closed.Head.IsSet)
            Emit(closed.Subject, rest, TermView.Iri(Utf8Names.Nil), isUsable: true);
        else
            closed.Head.SetIri(Utf8Names.Nil);
        mayBeGraphLabel = false;
        if (closed.IsSubject)
        {
            frame.Subject.Set(closed.Head);
            expected = Expected.Predicate;
        }
        else
            Deliver(closed.Head.View, isUsable: true);
    }

    // An object, or an item of a collection, is complete.
    private void Deliver(in TermView term, bool isUsable)
    {
        if (frame.Kind != FrameKind.Collection)
        {
            Emit(frame.Subject, frame.Predicate, term, isUsable);
            expected = Expected.ObjectEnd;
            return;
        }
        var node = sink.FreshBlankView();
        if (frame.Head.IsSet)
            Emit(frame.Subject, rest, node, isUsable: true);
        else
            frame.Head.Set(node);
        frame.Subject.Set(node);
        Emit(frame.Subject, first, term, isUsable);
        expected = Expected.Object;
    }

    private void Emit(TermSlot subject, TermSlot predicate, in TermView @object, bool isUsable)
    {
        if (!block.IsRefused)
            sink.Add(subject, predicate, @object, isUsable, block.Label);
    }

    private TermView Node(in Token token, out bool isUsable)
    {
        isUsable = true;
        if (token.Kind == TokenKind.BlankLabel)
            return StatementSink.LabelledBlank(token.Text, arena);
        isUsable = terms.TryResolve(token, out var iri);
        return TermView.Iri(iri);
    }

    private void SetNode(TermSlot slot, in Token token)
    {
        var node = Node(token, out var isUsable);
        if (isUsable)
            slot.Set(node);
        else
            slot.Clear();
    }

    private void SetPredicate(in Token token)
    {
        if (token.Kind == TokenKind.Word)
            frame.Predicate.SetIri(Utf8Names.Type);
        else
            SetNode(frame.Predicate, token);
    }

    private void Unexpected(in Token token, string what)
    {
        var (line, column) = Position.Behind(token.Before);
        sink.Refuse(line, column, token.Fault ?? $"Found {token.Describe()}, expected {what}.");
        depth = 0;
        frame = frames[0];
        frame.Begin(FrameKind.Statement, isSubject: false);
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
                frame.Subject.Clear();
                OpenBlock(Expected.Statement);
                break;
        }
    }
}
