using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>The word that <see cref="CamelCaseEnumConverter{T}"/> writes, where no serializer writes it.</summary>
public static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
