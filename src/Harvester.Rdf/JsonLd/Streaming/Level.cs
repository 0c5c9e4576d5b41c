using System.Text.Json;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>An object or array of an element that is still open.</summary>
internal struct Level
{
    public bool IsArray;

    /// <summary>Whose value it is, or its items are: the number of the node and the property; null for top-level nodes.</summary>
    public int Owner;
    public Member? Property;

    // Of an object only.
    public int Node;

    /// <summary>The member whose value comes next.</summary>
    public Member? Current;

    /// <summary>How many statements and keys there were before it.</summary>
    public int FirstStatement;
    public int FirstKey;
    public bool HasId;
    public bool HasType;

    /// <summary>A property with an array is one also where that is empty.</summary>
    public bool HasArray;

    /// <summary>What it may be the type of a value: one that is not in an array.</summary>
    public byte[]? Type;
    public byte[]? Language;

    /// <summary>The token under <c>@value</c>.</summary>
    public JsonTokenType ValueKind;
    public PendingTerm Value;
}
