namespace Harvester.Rdf.Xml;

/// <summary>The elements that are open, with the namespaces that are in scope around each.</summary>
internal sealed class OpenElements(NamespaceScope scope)
{
    private (XmlName Name, int Scope, int Bindings)[] stack = new (XmlName, int, int)[16];

    public int Count { get; private set; }

    /// <summary>What is kept for them, in bytes.</summary>
    public long Length { get; private set; }

    public XmlName Innermost => stack[Count - 1].Name;

    public void Push(XmlName name, int outerScope, int outerBindings)
    {
        if (Count == stack.Length)
            Array.Resize(ref stack, Count * 2);
        stack[Count++] = (name, outerScope, outerBindings);
        Length += name.Qualified.Length;
    }

    public XmlName Pop()
    {
        var (name, number, bindings) = stack[--Count];
        Length -= name.Qualified.Length;
        scope.Return(number, bindings);
        return name;
    }
}
