using System.Collections.Frozen;
using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>The word that <see cref="CamelCaseEnumConverter{T}"/> writes, where no serializer writes it.</summary>
public static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.All.TryGetValue(value, out var word) ? word : Convert(value);

    private static string Convert<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, Convert);
    }
}
