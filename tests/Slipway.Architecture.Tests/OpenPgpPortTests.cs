using System.Reflection;
using Slipway.Formats.OpenPgp;

namespace Slipway.Architecture.Tests;

/// <summary>Keys and signatures are Slipway's own types: the library behind them can be exchanged, and no caller sees it.</summary>
public sealed class OpenPgpPortTests
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_public_member_of_Formats_shows_a_type_of_the_cryptography_library()
    {
        var types = typeof(SigningKey).Assembly.GetExportedTypes();
        types.ShouldContain(typeof(SigningKey));
        types.SelectMany(type => type.GetMembers(Declared).SelectMany(Seen).Append(type.BaseType).Concat(type.GetInterfaces()).Select(seen => (type, seen)))
            .Where(pair => pair.seen is { } seen && Parts(seen).Any(part => part.Namespace?.StartsWith("Org.BouncyCastle", StringComparison.Ordinal) is true))
            .Select(pair => $"{pair.type}: {pair.seen}")
            .ShouldBeEmpty();
    }

    static IEnumerable<Type?> Seen(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    static IEnumerable<Type> Parts(Type type) =>
        [type, .. type.HasElementType ? Parts(type.GetElementType()!) : [], .. type.GetGenericArguments().SelectMany(argument => argument.IsGenericParameter ? [] : Parts(argument))];
}
