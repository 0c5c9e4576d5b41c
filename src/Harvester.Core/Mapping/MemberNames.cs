using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>
/// Which names an object's members, and the keys of its <c>extras</c>, may have: a Bloom filter of one hash (B. Bloom, 1970). A crosswalk has far more
/// paths than a record has members, and each path that leads nowhere would otherwise be compared with every member.
/// </summary>
internal readonly struct MemberNames
{
    private const int Bits = 256;

    private static readonly Names All = Full();

    private readonly Names members;
    private readonly Names extras;

    public MemberNames(JsonElement root)
    {
        (members, extras) = (All, All);
        if (root.ValueKind != JsonValueKind.Object)
            return;
        (members, extras) = (default, default);
        foreach (var member in root.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            Add(ref members, name);
            if (name.SequenceEqual("extras"u8))
                extras = Keys(member.Value);
        }
    }

    /// <summary>The place of a name in the filter.</summary>
    public static int Place(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : ((name.Length * 37) + (name[0] * 11) + (name[^1] * 5) + (name[name.Length / 2] * 3) + name[(name.Length - 1) / 3]) & (Bits - 1);

    /// <summary>False: no member has the name of this place.</summary>
    public bool MayHave(int place) => Has(members, place);

    /// <summary>False: no extra has the name of this place.</summary>
    public bool MayHaveExtra(int place) => Has(extras, place);

    private static bool Has(in Names names, int place) => (names[place >> 6] & (1UL << (place & 63))) != 0;

    /// <summary>CKAN's extras are a list of pairs, or an object.</summary>
    private static Names Keys(JsonElement extras)
    {
        var keys = default(Names);
        switch (extras.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var pair in extras.EnumerateArray())
                {
                    if (pair.ValueKind != JsonValueKind.Object || !pair.TryGetProperty("key"u8, out var key) || key.ValueKind != JsonValueKind.String)
                        return All;
                    Add(ref keys, JsonMarshal.GetRawUtf8Value(key)[1..^1]);
                }

                return keys;
            case JsonValueKind.Object:
                foreach (var member in extras.EnumerateObject())
                    Add(ref keys, JsonMarshal.GetRawUtf8PropertyName(member));
                return keys;
            default:
                return All;
        }
    }

    private static void Add(ref Names names, ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)'\\'))
            names = All; // written with escapes, it may be any name
        else
            names[Place(name) >> 6] |= 1UL << (Place(name) & 63);
    }

    private static Names Full()
    {
        var names = default(Names);
        for (var i = 0; i < Bits / 64; i++)
            names[i] = ulong.MaxValue;
        return names;
    }

    [InlineArray(Bits / 64)]
    private struct Names
    {
        private ulong first;
    }
}
